package community.kith.p2p.portmap;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/// One question over UDP, repeated with growing pauses until somebody answers it.
final class UdpExchange {
    /// PCP's bound on a message.
    private static final int MAX_BYTES = 1100;
    private static final Duration FIRST_WAIT = Duration.ofMillis(250);
    private static final int TRIES = 4;
    private static final int MAX_STRAY = 8;

    private UdpExchange() {}

    /// Recognises the answer among what arrives from the router.
    @FunctionalInterface
    interface Reading<T> {
        /// Empty when these bytes are no answer to the question.
        Optional<T> read(byte[] bytes) throws IOException;
    }

    /// Asks `router`; only what comes from its address counts.
    static <T> T ask(InetSocketAddress router, byte[] question, Reading<T> reading) throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(router);
            Duration wait = FIRST_WAIT;
            for (int i = 0; i < TRIES; i++) {
                socket.send(new DatagramPacket(question, question.length));
                Optional<T> answer = await(socket, wait, reading);
                if (answer.isPresent()) {
                    return answer.get();
                }
                wait = wait.multipliedBy(2);
            }
            throw new SocketTimeoutException("no answer from " + router);
        }
    }

    private static <T> Optional<T> await(DatagramSocket socket, Duration wait, Reading<T> reading) throws IOException {
        long deadline = System.nanoTime() + wait.toNanos();
        byte[] buffer = new byte[MAX_BYTES];
        for (int stray = 0; stray < MAX_STRAY; stray++) {
            long leftMillis = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
            if (leftMillis <= 0) {
                return Optional.empty();
            }
            socket.setSoTimeout((int) leftMillis);
            DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
            try {
                socket.receive(packet);
            } catch (SocketTimeoutException e) {
                return Optional.empty();
            }
            Optional<T> answer = reading.read(Arrays.copyOf(buffer, packet.getLength()));
            if (answer.isPresent()) {
                return answer;
            }
        }
        return Optional.empty();
    }

    /// The address of ours that faces `router`.
    static InetAddress facing(InetSocketAddress router) throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(router);
            return socket.getLocalAddress();
        }
    }
}
