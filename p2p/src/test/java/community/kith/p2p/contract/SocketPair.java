package community.kith.p2p.contract;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/// Two ends of one real connection over loopback.
public record SocketPair(Socket near, Socket far) implements AutoCloseable {

    public static SocketPair open() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Socket near = new Socket(server.getInetAddress(), server.getLocalPort());
            return new SocketPair(near, server.accept());
        }
    }

    @Override
    public void close() throws IOException {
        near.close();
        far.close();
    }
}
