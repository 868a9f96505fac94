package community.kith.community.grant;

import static community.kith.community.Person.ADA;
import static community.kith.community.Person.BEN;
import static community.kith.community.Person.CLEO;
import static community.kith.community.Person.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import community.kith.base.check.Fuzz;
import community.kith.base.check.Property;
import community.kith.base.name.Cid;
import community.kith.community.identity.Verdict;
import community.kith.community.right.Term;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class GrantTest {
    private static final String LINK = "kith:" + "a".repeat(110);
    private static final Cid FILM = Cid.ofRaw("film".getBytes(StandardCharsets.UTF_8));

    private static Grant grant() {
        return Grant.give(
                ADA.device().delegation(),
                ADA.deviceKey(),
                new Grant.Scope(BEN.did(), FILM, new Term(NOW, NOW.plus(Duration.ofDays(7)))),
                LINK,
                new Random(1));
    }

    @Test
    void opensForWhomItIsForAndNobodyElse() {
        assertThat(grant().open(BEN.passportKey())).contains(LINK);
        assertThat(grant().open(CLEO.passportKey())).isEmpty();
        assertThat(grant().open(ADA.passportKey())).isEmpty();
        assertThat(grant().open(BEN.deviceKey())).isEmpty();
    }

    @Test
    void survivesBeingWrittenAndReadAlsoAsText() throws ProtocolException {
        assertThat(Grant.parse(grant().bytes())).isEqualTo(grant());
        assertThat(Grant.parse(
                        "\n " + grant().text().replaceAll("(.{60})", "$1\n").toUpperCase(java.util.Locale.ROOT)))
                .isEqualTo(grant());
        assertThat(grant().bytes().length).isLessThan(Grant.MAX_BYTES);
    }

    @Test
    void countsUntilItEnds() {
        assertThat(grant().verify(NOW)).isEqualTo(Verdict.allowed());
        assertThat(grant().verify(NOW.plus(Duration.ofDays(7))).isAllowed()).isFalse();
        assertThat(grant().verify(NOW.minusSeconds(601)).isAllowed()).isFalse();
    }

    @Test
    void withAnyOtherWordItIsNobodys() {
        byte[] bytes = grant().bytes();
        Property.forAll(2_000, random -> random.nextInt(8 * bytes.length), bit -> {
            byte[] changed = bytes.clone();
            changed[bit / 8] ^= (byte) (1 << (bit % 8));
            try {
                Grant other = Grant.parse(changed);
                assertThat(other.verify(NOW).isAllowed()).isFalse();
            } catch (ProtocolException refused) {
                assertThat(refused).isNotNull();
            }
        });
    }

    @Test
    void isSignedByTheOwnersDeviceOnly() {
        Grant forged = Grant.give(
                ADA.device().delegation(),
                CLEO.deviceKey(),
                new Grant.Scope(CLEO.did(), FILM, new Term(NOW, NOW.plusSeconds(60))),
                LINK,
                new Random(1));

        assertThat(forged.verify(NOW).isAllowed()).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Grant.give(
                        ADA.device().delegation(),
                        ADA.deviceKey(),
                        new Grant.Scope(ADA.did(), FILM, new Term(NOW, NOW.plusSeconds(60))),
                        LINK,
                        new Random(1)));
    }

    @Tag("fuzz")
    @Test
    void takesNothingAmiss() {
        Fuzz.bytes(List.of(grant().bytes()), Grant::parse);
        Fuzz.text(List.of(grant().text()), Grant::parse);
    }
}
