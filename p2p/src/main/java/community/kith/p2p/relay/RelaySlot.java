package community.kith.p2p.relay;

import community.kith.base.name.Multiaddr;
import community.kith.base.name.PeerId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// One relay that we want a reservation at, and how that stands.
///
/// @param relay who
/// @param at where it is dialled; may be nothing but its name
/// @param reservation what it promised, while that holds
/// @param limit what it grants our callers; empty where it has no limit
/// @param next when to ask again
/// @param failures attempts in a row that failed
/// @param trouble why the last one did; empty when it did not
public record RelaySlot(
        PeerId relay,
        Multiaddr at,
        Optional<Reservation> reservation,
        Optional<CircuitLimit> limit,
        Instant next,
        int failures,
        String trouble) {
    private static final Duration FIRST_RETRY = Duration.ofSeconds(5);
    private static final Duration LAST_RETRY = Duration.ofMinutes(10);
    private static final Duration SHORTEST_TERM = Duration.ofSeconds(30);
    private static final Duration LONGEST_TERM = Duration.ofHours(1);
    private static final int MAX_ADDRESSES = 4;

    static RelaySlot wanted(PeerId relay, Multiaddr at, Instant now) {
        return new RelaySlot(relay, at, Optional.empty(), Optional.empty(), now, 0, "");
    }

    /// Reserved; the next request goes out when two thirds of the term are over.
    RelaySlot reserved(Reservation got, Optional<CircuitLimit> granted, Instant now) {
        Duration term = Duration.between(now, got.expiry());
        Duration bounded = Collections.min(List.of(LONGEST_TERM, Collections.max(List.of(SHORTEST_TERM, term))));
        Instant refresh = now.plus(bounded.multipliedBy(2).dividedBy(3));
        return new RelaySlot(relay, at, Optional.of(got), granted, refresh, 0, "");
    }

    /// Refused, or not reached; what was promised before holds until it expires.
    RelaySlot failed(String why, Instant now) {
        Duration wait = FIRST_RETRY.multipliedBy(1L << Math.min(failures, 8));
        Instant retry = now.plus(Collections.min(List.of(wait, LAST_RETRY)));
        return new RelaySlot(relay, at, reservation, limit, retry, failures + 1, why);
    }

    /// The connection is gone, and the promise with it.
    RelaySlot lost(Instant now) {
        return new RelaySlot(relay, at, Optional.empty(), limit, now, failures, "the connection to the relay broke");
    }

    /// The network changed: it is asked again at once.
    RelaySlot moved(Instant now) {
        return new RelaySlot(relay, at, reservation, limit, now, 0, trouble);
    }

    /// Without a promise that has expired.
    RelaySlot at(Instant now) {
        Optional<Reservation> valid = reservation.filter(held -> now.isBefore(held.expiry()));
        return new RelaySlot(relay, at, valid, limit, next, failures, trouble);
    }

    /// Through where others reach `us`.
    List<Multiaddr> addresses(PeerId us) {
        return reservation.map(Reservation::addresses).orElse(List.of()).stream()
                .filter(address ->
                        address.relay().isEmpty() && address.components().size() > 1)
                .filter(address -> address.peerId().map(relay::equals).orElse(true))
                .map(address -> address.withPeer(relay).circuit().withPeer(us))
                .distinct()
                .limit(MAX_ADDRESSES)
                .toList();
    }
}
