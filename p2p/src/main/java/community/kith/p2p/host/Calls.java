package community.kith.p2p.host;

import community.kith.base.name.PeerId;
import java.io.IOException;
import java.net.ConnectException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;

/// Calls under way: whoever wants the same peer at the same time shares one dial and its outcome.
final class Calls {
    private final Map<PeerId, CompletableFuture<Connection>> underWay = new ConcurrentHashMap<>();

    /// Makes a connection, when nobody is at it already.
    @FunctionalInterface
    interface Call {
        Connection make() throws IOException;
    }

    /// The connection that `call`, or the one under way to the same peer, comes to.
    Connection share(PeerId peer, Call call) throws IOException {
        CompletableFuture<Connection> ours = new CompletableFuture<>();
        CompletableFuture<Connection> theirs = underWay.putIfAbsent(peer, ours);
        if (theirs != null) {
            return await(theirs, peer);
        }
        try {
            Connection connection = call.make();
            ours.complete(connection);
            return connection;
        } catch (IOException e) {
            ours.completeExceptionally(e);
            throw e;
        } finally {
            underWay.remove(peer, ours);
            ours.completeExceptionally(new ConnectException("dialling " + peer + " was given up"));
        }
    }

    private static Connection await(CompletableFuture<Connection> call, PeerId peer) throws IOException {
        try {
            return call.get();
        } catch (ExecutionException e) {
            String why =
                    Optional.ofNullable(e.getCause()).map(Throwable::getMessage).orElse("unknown");
            ConnectException failed = new ConnectException("cannot reach " + peer + ": " + why);
            failed.initCause(e);
            throw failed;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConnectException("interrupted while dialling " + peer);
        }
    }
}
