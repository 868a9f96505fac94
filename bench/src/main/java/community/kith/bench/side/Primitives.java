package community.kith.bench.side;

import community.kith.bench.coding.Pieces;
import community.kith.bench.figure.Peer;
import community.kith.bench.figure.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The same deeds by C libraries: OpenSSL, and zfec, the coder of Tahoe-LAFS.
record Primitives(Plan plan, int runs) {
    /// Debian's own, which has Debian's packages.
    private static final Path PYTHON = Path.of("/usr/bin/python3");

    private static final double MB = 1e6;

    private static final String ZFEC = """
            import os, sys, time, zfec
            k, n, size = map(int, sys.argv[1:])
            data = [os.urandom(size) for _ in range(k)]
            code = zfec.Encoder(k, n)
            for seconds in (1, 2):
                count, start = 0, time.perf_counter()
                while time.perf_counter() - start < seconds:
                    code.encode(data, list(range(k, n)))
                    count += 1
                took = time.perf_counter() - start
            print(count * k * size / took)
            """;

    Peer zfec(int k, int n) throws IOException, InterruptedException {
        List<String> command = List.of(PYTHON.toString(), "-c", ZFEC, "" + k, "" + n, "" + Pieces.BYTES);
        if (!hasZfec()) {
            plan.say("zfec is not installed, so there is nothing of it to compare with");
            return new Peer.Absent("zfec");
        }
        List<Double> rates = new ArrayList<>();
        for (int run = 0; run < runs; run++) {
            rates.add(
                    Double.parseDouble(Programs.output(plan.checkout(), command).strip()) / MB);
        }
        return new Peer.Measured("zfec", new Samples(rates));
    }

    private boolean hasZfec() throws IOException, InterruptedException {
        String find = "import importlib.util as u; print(u.find_spec('zfec') is not None)";
        return Files.isExecutable(PYTHON)
                && Programs.output(plan.checkout(), List.of(PYTHON.toString(), "-c", find))
                        .strip()
                        .equals("True");
    }

    /// @param algorithm as `openssl speed` knows it
    Peer openssl(String algorithm) throws IOException, InterruptedException {
        Optional<Path> program = Programs.find("openssl");
        if (program.isEmpty()) {
            plan.say("openssl is not installed, so there is nothing of it to compare with");
            return new Peer.Absent("OpenSSL");
        }
        List<String> command = List.of(
                program.get().toString(),
                "speed",
                "-mr",
                "-elapsed",
                "-seconds",
                "2",
                "-bytes",
                Integer.toString(Pieces.BYTES),
                "-evp",
                algorithm);
        List<Double> rates = new ArrayList<>();
        for (int run = 0; run < runs; run++) {
            rates.add(rate(Programs.output(plan.checkout(), command)));
        }
        return new Peer.Measured("OpenSSL", new Samples(rates));
    }

    /// The line `+F:number:name:bytes per second`.
    private static double rate(String printed) throws IOException {
        String figures = printed.lines()
                .filter(line -> line.startsWith("+F:"))
                .findFirst()
                .orElseThrow(() -> new IOException("openssl speed printed no figure: " + printed));
        return Double.parseDouble(figures.substring(figures.lastIndexOf(':') + 1)) / MB;
    }
}
