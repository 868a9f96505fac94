package community.kith.p2p.relay;

import static org.assertj.core.api.Assertions.assertThat;

import community.kith.base.crypto.SigningKey;
import community.kith.base.name.PeerId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RelayBookTest {
    private static final Instant START = Instant.parse("2026-11-21T12:00:00Z");
    private static final Duration TERM = Duration.ofHours(1);
    private static final PeerId ALICE = peer(1);
    private static final PeerId BOB = peer(2);
    private static final PeerId CAROL = peer(3);
    private static final RelayLimits LIMITS = new RelayLimits(1, TERM, 2, 1, Duration.ofSeconds(1));

    private final RelayBook book = new RelayBook(RelayPolicy.everybody(CircuitLimit.SHORT), LIMITS);

    @Test
    void holdsNoMoreReservationsThanItHasRoomFor() {
        assertThat(book.reserve(ALICE, START).status()).isEqualTo(RelayStatus.OK);
        assertThat(book.reserve(BOB, START).status()).isEqualTo(RelayStatus.RESERVATION_REFUSED);
        assertThat(book.reserve(ALICE, START).status()).isEqualTo(RelayStatus.OK);

        book.left(ALICE);

        assertThat(book.reserve(BOB, START).status()).isEqualTo(RelayStatus.OK);
    }

    @Test
    void connectsOnlyToWhoeverReserved() {
        assertThat(book.connect(BOB, ALICE, START).status()).isEqualTo(RelayStatus.NO_RESERVATION);
        book.reserve(ALICE, START);
        assertThat(book.connect(BOB, ALICE, START))
                .isEqualTo(new RelayBook.Decision(RelayStatus.OK, CircuitLimit.SHORT));
        assertThat(book.connect(CAROL, ALICE, START.plus(TERM)).status()).isEqualTo(RelayStatus.NO_RESERVATION);
        assertThat(book.connect(ALICE, ALICE, START).status()).isEqualTo(RelayStatus.PERMISSION_DENIED);
    }

    @Test
    void carriesNoMoreCallsOfAPeerThanItsShare() {
        book.reserve(ALICE, START);
        book.connect(BOB, ALICE, START);

        assertThat(book.connect(CAROL, ALICE, START).status()).isEqualTo(RelayStatus.RESOURCE_LIMIT_EXCEEDED);

        book.ended(BOB, ALICE);
        assertThat(book.circuits()).isZero();
        assertThat(book.connect(CAROL, ALICE, START).status()).isEqualTo(RelayStatus.OK);
    }

    @Test
    void forgetsAReservationThatWasNotRefreshed() {
        book.reserve(ALICE, START);

        book.expire(START.plus(TERM).minusSeconds(1));
        assertThat(book.reservations()).isEqualTo(1);
        book.expire(START.plus(TERM));
        assertThat(book.reservations()).isZero();
    }

    @Test
    void asksItsOwnerForWhomToRelay() {
        RelayBook friendsOnly = new RelayBook(
                new RelayPolicy() {
                    @Override
                    public Optional<CircuitLimit> reserve(PeerId peer) {
                        return peer.equals(ALICE) ? Optional.of(CircuitLimit.NONE) : Optional.empty();
                    }

                    @Override
                    public Optional<CircuitLimit> connect(PeerId caller, PeerId target) {
                        return caller.equals(BOB) ? Optional.of(CircuitLimit.NONE) : Optional.empty();
                    }
                },
                LIMITS);

        assertThat(friendsOnly.reserve(CAROL, START).status()).isEqualTo(RelayStatus.PERMISSION_DENIED);
        assertThat(friendsOnly.reserve(ALICE, START).limit()).isEqualTo(CircuitLimit.NONE);
        assertThat(friendsOnly.connect(CAROL, ALICE, START).status()).isEqualTo(RelayStatus.PERMISSION_DENIED);
        assertThat(friendsOnly.connect(BOB, ALICE, START).limit().limits()).isFalse();
    }

    private static PeerId peer(int seed) {
        return PeerId.of(SigningKey.generate(new Random(seed)).verifyingKey());
    }
}
