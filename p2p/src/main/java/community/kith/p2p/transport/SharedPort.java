package community.kith.p2p.transport;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;

/// Lets the sockets of one program leave from the port that it also listens on. Where the system does not know of such
/// (Windows), nothing is shared and hole punching over TCP does without.
public final class SharedPort {
    private SharedPort() {}

    /// Before the listening socket is bound.
    public static void allow(ServerSocket socket) throws IOException {
        if (socket.supportedOptions().contains(StandardSocketOptions.SO_REUSEPORT)) {
            socket.setOption(StandardSocketOptions.SO_REUSEPORT, true);
        }
    }

    /// Before a socket is bound that will connect.
    static void allow(Socket socket) throws IOException {
        socket.setReuseAddress(true);
        if (socket.supportedOptions().contains(StandardSocketOptions.SO_REUSEPORT)) {
            socket.setOption(StandardSocketOptions.SO_REUSEPORT, true);
        }
    }
}
