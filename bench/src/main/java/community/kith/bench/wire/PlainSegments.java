package community.kith.bench.wire;

import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// What a way costs without any protocol: a process that gives as many bytes as it is asked for, and one that asks over
/// several connections at once and times the answer.
///
/// `PlainSegments` says its port. `PlainSegments HOST PORT CONNECTIONS` reads a number of bytes from each line, and
/// says how
/// many milliseconds passed until all had come.
public final class PlainSegments {
    private static final int CHUNK_BYTES = 64 * 1024;
    private static final int MOST_BYTES = 64 << 20;

    private PlainSegments() {}

    public static void main(String... args) throws IOException, InterruptedException {
        if (args.length == 0) {
            serve();
        } else {
            ask(args[0], Integer.parseInt(args[1]), Integer.parseInt(args[2]));
        }
    }

    private static void serve() throws IOException {
        try (ServerSocket server = new ServerSocket(0)) {
            System.out.println(server.getLocalPort());
            while (true) {
                Socket caller = server.accept();
                Thread.ofVirtual().start(() -> answer(caller));
            }
        }
    }

    private static void answer(Socket caller) {
        try (caller) {
            DataInputStream in = new DataInputStream(caller.getInputStream());
            byte[] chunk = new byte[CHUNK_BYTES];
            while (true) {
                int left = Math.clamp(in.readInt(), 0, MOST_BYTES);
                while (left > 0) {
                    int n = Math.min(left, chunk.length);
                    caller.getOutputStream().write(chunk, 0, n);
                    left -= n;
                }
            }
        } catch (IOException e) {
            System.err.println("a caller went: " + e.getMessage());
        }
    }

    private static void ask(String host, int port, int connections) throws IOException, InterruptedException {
        List<Socket> sockets = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            Socket socket = new Socket(host, port);
            socket.setTcpNoDelay(true);
            sockets.add(socket);
        }
        System.out.println("ready");
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String order = orders.readLine();
        while (order != null) {
            int each = Integer.parseInt(order) / connections;
            long start = System.nanoTime();
            List<Thread> threads = new ArrayList<>();
            for (Socket socket : sockets) {
                threads.add(Thread.ofVirtual().start(() -> fetch(socket, each)));
            }
            for (Thread thread : threads) {
                thread.join();
            }
            System.out.println((System.nanoTime() - start) / 1e6);
            order = orders.readLine();
        }
    }

    private static void fetch(Socket socket, int bytes) {
        try {
            new DataOutputStream(socket.getOutputStream()).writeInt(bytes);
            socket.getInputStream().skipNBytes(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
