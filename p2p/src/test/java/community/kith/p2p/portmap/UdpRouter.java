package community.kith.p2p.portmap;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/// Answers datagrams on loopback, each by the same rule.
final class UdpRouter implements AutoCloseable {
    private final DatagramSocket socket =
            new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    private final List<byte[]> asked = new CopyOnWriteArrayList<>();
    private final Function<byte[], List<byte[]>> rule;

    UdpRouter(Function<byte[], List<byte[]>> rule) throws IOException {
        this.rule = rule;
        Thread.ofVirtual().name("udp router").start(this::serve);
    }

    private void serve() {
        byte[] buffer = new byte[4096];
        while (!socket.isClosed()) {
            try {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                socket.receive(packet);
                byte[] question = Arrays.copyOf(buffer, packet.getLength());
                asked.add(question);
                for (byte[] answer : rule.apply(question)) {
                    socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
                }
            } catch (IOException e) {
                if (!socket.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    InetSocketAddress at() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    List<byte[]> asked() {
        return asked;
    }

    @Override
    public void close() {
        socket.close();
    }
}
