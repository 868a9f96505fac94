package community.kith.community.right;

import static community.kith.community.Person.ADA;
import static community.kith.community.Person.BEN;
import static community.kith.community.Person.CLEO;
import static community.kith.community.Person.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import community.kith.base.check.Fuzz;
import community.kith.base.name.Cid;
import community.kith.base.name.Did;
import community.kith.community.Person;
import community.kith.community.identity.Verdict;
import community.kith.community.reach.Availability;
import community.kith.community.reach.Reach;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

public final class RightTest {
    RightTest() {}

    private static final Instant UNTIL = NOW.plus(Duration.ofDays(365));

    /// The right in docs/spec/right.md.
    public static Right example() {
        return right(Deed.REPAIR, new TreeSet<>(List.of(CLEO.did())));
    }

    private static Right right(Deed deed, SortedSet<Did> named) {
        Cid list = Cid.ofRaw("a list of stripes".getBytes(StandardCharsets.UTF_8));
        Cid root = Cid.ofRaw("their root".getBytes(StandardCharsets.UTF_8));
        return Right.give(
                ADA.deviceKey(),
                new RightTerms(
                        ADA.device().delegation(),
                        BEN.did(),
                        deed,
                        new Coverage(list, root.hash(), 10_000_000_000L),
                        new Conditions(Reach.INVITED, Availability.BONDED, named),
                        new Term(NOW, UNTIL)));
    }

    @Test
    void standsFromWhenItIsGivenUntilItEnds() {
        Right right = example();
        assertThat(right.verify(NOW).isAllowed()).isTrue();
        assertThat(right.verify(UNTIL.minusSeconds(1)).isAllowed()).isTrue();
        assertThat(right.verify(UNTIL)).isEqualTo(Verdict.refused("the right ended at 2027-11-21T12:00:00Z"));
        assertThat(right.verify(NOW.minusSeconds(601)).isAllowed()).isFalse();
    }

    @Test
    void survivesBeingWrittenAndRead() throws ProtocolException {
        assertThat(Right.parse(example().bytes())).isEqualTo(example());
    }

    @Test
    void isRefusedWhenAWordWasChanged() {
        Right right = example();
        RightTerms terms = right.terms();
        Coverage more = new Coverage(terms.coverage().list(), terms.coverage().root(), 1L << 50);
        RightTerms wider =
                new RightTerms(terms.by(), terms.grantee(), terms.deed(), more, terms.conditions(), terms.term());
        RightTerms other = new RightTerms(
                terms.by(), CLEO.did(), terms.deed(), terms.coverage(), terms.conditions(), terms.term());

        assertThat(List.of(wider, other))
                .allMatch(changed -> new Right(changed, right.signature()).verify(NOW) instanceof Verdict.Refused);
    }

    @Test
    void isNoneWhenItIsSignedByAnyoneElse() {
        assertThat(Right.give(BEN.deviceKey(), example().terms()).verify(NOW))
                .isEqualTo(Verdict.refused("no device of " + ADA.did() + " signed this right"));
    }

    @Test
    void letsItsGranteeDoWhatItSaysAndNobodyElse() {
        Right audit = right(Deed.AUDIT, new TreeSet<>());
        assertThat(example().allows(BEN.did(), Deed.REPAIR).isAllowed()).isTrue();
        assertThat(example().allows(BEN.did(), Deed.AUDIT).isAllowed()).isTrue();
        assertThat(audit.allows(BEN.did(), Deed.AUDIT).isAllowed()).isTrue();
        assertThat(audit.allows(BEN.did(), Deed.REPAIR))
                .isEqualTo(Verdict.refused("this right is one to audit, not to repair"));
        assertThat(example().allows(CLEO.did(), Deed.AUDIT))
                .isEqualTo(Verdict.refused("this right is somebody else's"));
    }

    @Test
    void isForALimitedTimeAndForSomebodyElse() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Term(NOW, NOW));
        assertThatIllegalArgumentException().isThrownBy(() -> new Term(NOW, NOW.plus(Duration.ofDays(401))));
        RightTerms terms = example().terms();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RightTerms(
                        terms.by(), ADA.did(), terms.deed(), terms.coverage(), terms.conditions(), terms.term()));
    }

    @Test
    void isWithinItsBoundAlsoWithEverybodyNamed() throws ProtocolException {
        SortedSet<Did> many = new TreeSet<>(IntStream.range(10, 10 + Conditions.MAX_NAMED)
                .mapToObj(i -> Person.numbered("Number " + i, i).did())
                .toList());
        byte[] largest = right(Deed.REPAIR, many).bytes();
        assertThat(largest.length).isLessThanOrEqualTo(Right.MAX_BYTES);
        assertThat(Right.parse(largest).terms().conditions().named()).isEqualTo(many);
        assertThatThrownBy(() -> Right.parse(new byte[Right.MAX_BYTES + 1])).isInstanceOf(ProtocolException.class);
    }

    @Tag("fuzz")
    @Test
    void isParsedOrRefused() {
        Fuzz.bytes(List.of(example().bytes()), Right::parse);
    }
}
