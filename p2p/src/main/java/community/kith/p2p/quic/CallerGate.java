package community.kith.p2p.quic;

import io.netty.handler.codec.quic.QuicChannel;
import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Counts the callers that have not proven who they are. When they are too many, the oldest goes. Used by the socket's
/// thread only.
@SuppressWarnings("FutureReturnValueIgnored") // what fails is told to the handlers
final class CallerGate {
    private final QuicLimits.Callers limits;
    /// The oldest first.
    private final Map<QuicChannel, InetAddress> waiting = new LinkedHashMap<>();

    CallerGate(QuicLimits.Callers limits) {
        this.limits = limits;
    }

    /// Whether callers should first show that they are where they say.
    boolean isBusy() {
        return waiting.size() >= limits.unchecked();
    }

    void enter(QuicChannel caller, InetAddress from) {
        Optional<QuicChannel> displaced = mustGo(from);
        waiting.put(caller, from);
        displaced.ifPresent(oldest -> {
            waiting.remove(oldest);
            oldest.close();
        });
    }

    private Optional<QuicChannel> mustGo(InetAddress from) {
        long same = waiting.values().stream().filter(from::equals).count();
        if (same >= limits.perAddress()) {
            return waiting.entrySet().stream()
                    .filter(entry -> entry.getValue().equals(from))
                    .map(Map.Entry::getKey)
                    .findFirst();
        }
        return waiting.size() >= limits.most() ? waiting.keySet().stream().findFirst() : Optional.empty();
    }

    /// The caller is through, or gone; false when it had left before.
    boolean leave(QuicChannel caller) {
        return waiting.remove(caller) != null;
    }
}
