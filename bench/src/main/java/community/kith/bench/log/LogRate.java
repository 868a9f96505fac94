package community.kith.bench.log;

import community.kith.sync.log.Admission;
import community.kith.sync.log.Entry;
import community.kith.sync.log.MemoryEntries;
import community.kith.sync.log.ReceivedEntry;
import community.kith.sync.log.Replay;
import community.kith.sync.log.Rulings;
import java.io.IOException;
import java.net.ProtocolException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// How many entries a second are written, verified (beside the JDK's Ed25519), replayed, and brought to another node
/// over loopback.
///
/// `LogRate [PEOPLE] [ENTRIES]` prints one line of JSON.
public final class LogRate {
    private static final int APPENDED = 10_000;
    private static final int JDK_VERIFIED = 8_000;
    private static final Instant NOW = Instant.parse("2036-01-01T00:00:00Z");

    private LogRate() {}

    public static void main(String... args) throws IOException, InterruptedException, GeneralSecurityException {
        int people = args.length > 0 ? Integer.parseInt(args[0]) : 300;
        int each = args.length > 1 ? Integer.parseInt(args[1]) : 334;
        List<List<Entry>> logs = Village.writes(people, each);
        List<byte[]> bytes = new ArrayList<>();
        logs.forEach(log -> log.forEach(entry -> bytes.add(entry.bytes())));

        double verified = verify(bytes);
        double jdk = jdkVerify();
        MemoryEntries full = new MemoryEntries();
        double admitted = rate(bytes.size(), () -> logs.forEach(log -> log.forEach(new Admission(full)::received)));
        double replayed = rate(
                bytes.size(), () -> new Replay<>(Village.TYPES, new Village.Ledger()).rebuild(full, Rulings.NONE, NOW));
        double appended = append();

        MemoryEntries empty = new MemoryEntries();
        long start = System.nanoTime();
        Wire.bringInStep(empty, full, logs.getFirst().getFirst().log());
        double seconds = (System.nanoTime() - start) / 1e9;
        if (!empty.states().equals(full.states())) {
            throw new IllegalStateException("the two are not in step");
        }
        double month = monthApart(logs, full);
        System.out.printf(
                Locale.ROOT,
                "{\"entries\":%d,\"appended\":%.0f,\"admitted\":%.0f,\"verified\":%.0f,\"jdk\":%.0f,\"replayed\":%.0f,\"synced\":%.0f,"
                        + "\"syncSeconds\":%.2f,\"monthSeconds\":%.3f}%n",
                bytes.size(),
                appended,
                admitted,
                verified,
                jdk,
                replayed,
                bytes.size() / seconds,
                seconds,
                month);
    }

    /// Both have all but the last tenth of half of the logs, each of the other half.
    private static double monthApart(List<List<Entry>> logs, MemoryEntries full)
            throws IOException, InterruptedException {
        MemoryEntries one = new MemoryEntries();
        MemoryEntries two = new MemoryEntries();
        for (int i = 0; i < logs.size(); i++) {
            List<Entry> log = logs.get(i);
            List<Entry> most = log.subList(0, log.size() * 9 / 10);
            (i % 2 == 0 ? log : most).forEach(new Admission(one)::received);
            (i % 2 == 0 ? most : log).forEach(new Admission(two)::received);
        }
        long start = System.nanoTime();
        Wire.bringInStep(one, two, logs.getFirst().getFirst().log());
        double seconds = (System.nanoTime() - start) / 1e9;
        if (!one.states().equals(full.states()) || !two.states().equals(full.states())) {
            throw new IllegalStateException("the two are not in step");
        }
        return seconds;
    }

    private static double verify(List<byte[]> bytes) throws InterruptedException, ProtocolException {
        List<ReceivedEntry> received = new ArrayList<>(bytes.size());
        long start = System.nanoTime();
        for (byte[] one : bytes) {
            received.add(ReceivedEntry.parse(one));
        }
        Batches.verified(received);
        return bytes.size() * 1e9 / (System.nanoTime() - start);
    }

    private static double append() {
        Admission admission = new Admission(new MemoryEntries());
        return rate(APPENDED, () -> Village.write(0, APPENDED, admission::written));
    }

    private static double jdkVerify() throws GeneralSecurityException, InterruptedException {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        byte[] message = new byte[300];
        Signature signer = Signature.getInstance("Ed25519");
        signer.initSign(pair.getPrivate());
        signer.update(message);
        byte[] signature = signer.sign();
        long start = System.nanoTime();
        Batches.of(JDK_VERIFIED / 256, batch -> {
            try {
                Signature verifier = Signature.getInstance("Ed25519");
                for (int i = 0; i < 256; i++) {
                    verifier.initVerify(pair.getPublic());
                    verifier.update(message);
                    if (!verifier.verify(signature)) {
                        throw new IllegalStateException("a true signature is false");
                    }
                }
                return batch;
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        });
        return JDK_VERIFIED / 256 * 256 * 1e9 / (System.nanoTime() - start);
    }

    private static double rate(int count, Runnable work) {
        long start = System.nanoTime();
        work.run();
        return count * 1e9 / (System.nanoTime() - start);
    }
}
