package community.kith.node.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import community.kith.base.crypto.SigningKey;
import community.kith.base.name.Multiaddr;
import community.kith.base.name.PeerId;
import community.kith.community.placement.Register;
import community.kith.node.ledger.Ledger;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AttendancesTest {
    private static final Instant NOW = Instant.parse("2026-03-02T00:00:00Z");
    private static final PeerId BEN = peer(1);
    private static final PeerId CHLOE = peer(2);

    @TempDir
    private Path home;

    @Test
    void whatWasSeenSurvivesARestart() throws IOException {
        Register register = new Register(Duration.ofHours(1));
        for (int minute = 0; minute < 20_000; minute += 10) {
            register.note(BEN, minute / 60 % 24 < 12, NOW.plus(Duration.ofMinutes(minute)));
        }
        try (Ledger ledger = Ledger.open(home.resolve("ledger.db"))) {
            new Attendances(ledger.database()).keep(register.sums());
        }

        Register after = new Register(Duration.ofHours(1));
        try (Ledger ledger = Ledger.open(home.resolve("ledger.db"))) {
            new Attendances(ledger.database()).all().forEach(after::restore);
        }

        assertThat(after.odds(BEN)).isEqualTo(register.odds(BEN));
        assertThat(after.attendance(BEN).orElseThrow().since()).isEqualTo(NOW);
    }

    @Test
    void absencesSurviveARestartAndWhoIsBackHasNone() throws IOException {
        try (Ledger ledger = Ledger.open(home.resolve("ledger.db"))) {
            Attendances kept = new Attendances(ledger.database());
            kept.keepAbsences(Map.of(BEN, Duration.ofHours(20), CHLOE, Duration.ofHours(1)));
            kept.keepAbsences(Map.of(BEN, Duration.ofHours(21), CHLOE, Duration.ZERO));
        }

        try (Ledger ledger = Ledger.open(home.resolve("ledger.db"))) {
            assertThat(new Attendances(ledger.database()).absences())
                    .containsExactly(Map.entry(BEN, Duration.ofHours(21)));
        }
    }

    @Test
    void sumsThatADiskGotWrongAreRefused() throws IOException {
        try (Ledger ledger = Ledger.inMemory()) {
            ledger.database()
                    .update(
                            "INSERT INTO attendance (peer, since, noted, watched_seconds, away_seconds, by_hour)"
                                    + " VALUES (?, 0, 0, 0, 0, ?)",
                            BEN,
                            new byte[5]);

            assertThatExceptionOfType(IOException.class).isThrownBy(() -> new Attendances(ledger.database()).all());
        }
    }

    @Test
    void onlyPublicAddressesOfADeviceItselfNameANetwork() throws IOException {
        String relay = "/ip4/192.0.2.7/tcp/4001/p2p/" + CHLOE + "/p2p-circuit/p2p/" + BEN;

        assertThat(Networks.of(List.of(
                        Multiaddr.parse("/ip4/203.0.113.77/tcp/4001"),
                        Multiaddr.parse("/ip6/2001:db8:1:2::5/udp/4001/quic-v1"),
                        Multiaddr.parse("/ip4/192.168.1.5/tcp/4001"),
                        Multiaddr.parse("/ip4/100.70.0.1/tcp/4001"),
                        Multiaddr.parse("/ip4/127.0.0.1/tcp/4001"),
                        Multiaddr.parse("/dns4/example.org/tcp/4001"),
                        Multiaddr.parse(relay))))
                .containsExactly("2001:db8:1:0:0:0:0:0/48", "203.0.113.0/24");
    }

    private static PeerId peer(int seed) {
        return PeerId.of(SigningKey.generate(new Random(seed)).verifyingKey());
    }
}
