package community.kith.community.placement;

import static community.kith.community.Person.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import community.kith.community.ForAll;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DurabilityTest {
    private static final Shape THREE_OF_SEVEN = new Shape(3, 7);

    @Test
    void isAcceptedUntilTwoHousesMayVanish() {
        assertThat(standing(THREE_OF_SEVEN, signed(4))).isEqualTo(Tier.ACCEPTED);
        assertThat(standing(THREE_OF_SEVEN, signed(5))).isEqualTo(Tier.DURABLE);
    }

    @Test
    void asksForLessWhenTheShapeHasLessToSpare() {
        assertThat(standing(new Shape(1, 2), signed(1))).isEqualTo(Tier.ACCEPTED);
        assertThat(standing(new Shape(1, 2), signed(2))).isEqualTo(Tier.DURABLE);
        assertThat(standing(new Shape(4, 5), signed(5))).isEqualTo(Tier.DURABLE);
        assertThat(standing(new Shape(1, 1), signed(1))).isEqualTo(Tier.DURABLE);
        assertThat(standing(new Shape(1, 1), List.of())).isEqualTo(Tier.ACCEPTED);
    }

    @Test
    void copiesNeedThreeHouses() {
        assertThat(standing(new Shape(1, 5), signed(2))).isEqualTo(Tier.ACCEPTED);
        assertThat(standing(new Shape(1, 5), signed(3))).isEqualTo(Tier.DURABLE);
    }

    @Test
    void doesNotCountTwoDevicesOfOneHouseAsTwo() {
        List<Receipt> oneHouse = IntStream.range(0, 7)
                .mapToObj(row ->
                        new Receipt(new Held(row, Circle.peer(row), Circle.house(row < 5 ? 0 : row)), Optional.empty()))
                .toList();

        assertThat(standing(THREE_OF_SEVEN, oneHouse)).isEqualTo(Tier.ACCEPTED);
    }

    @Test
    void takesNoReceiptForARowThatIsNot() {
        assertThat(standing(new Shape(3, 4), signed(7))).isEqualTo(standing(new Shape(3, 4), signed(4)));
        assertThat(standing(new Shape(1, 1), List.of(new Receipt(Circle.held(1, 1), Optional.empty()))))
                .isEqualTo(Tier.ACCEPTED);
    }

    @Test
    void isVerifiedByRecentProofsOfEnoughHolders() {
        assertThat(standing(THREE_OF_SEVEN, proven(5, Duration.ofDays(1)))).isEqualTo(Tier.VERIFIED);
        assertThat(standing(THREE_OF_SEVEN, proven(4, Duration.ofDays(1)))).isEqualTo(Tier.DURABLE);
        assertThat(standing(THREE_OF_SEVEN, proven(7, Duration.ofDays(31)))).isEqualTo(Tier.DURABLE);
    }

    @Test
    void saysHowManyHoldersAreMissing() {
        assertThat(missing(THREE_OF_SEVEN, List.of())).isEqualTo(5);
        assertThat(missing(THREE_OF_SEVEN, Circle.oneEach(3))).isEqualTo(2);
        assertThat(missing(THREE_OF_SEVEN, Circle.oneEach(5))).isZero();
        assertThat(missing(new Shape(1, 3), Circle.oneEach(1))).isEqualTo(2);
        assertThat(missing(new Shape(2, 2), List.of())).isEqualTo(2);
    }

    @Test
    void whoIsMissingMayHoldSecondCopiesWhenEveryRowIsTaken() {
        List<Held> inTwoHouses = IntStream.range(0, 7)
                .mapToObj(row -> new Held(row, Circle.peer(row), Circle.house(row % 2)))
                .toList();

        assertThat(missing(THREE_OF_SEVEN, inTwoHouses)).isEqualTo(1);
    }

    @Test
    void comesToAnEndForAnyShapeAndStart() {
        ForAll.forAll(400, random -> {
            int n = 1 + random.nextInt(20);
            Shape shape = new Shape(1 + random.nextInt(n), n);
            List<Held> held = new ArrayList<>();
            for (int i = random.nextInt(20); i > 0; i--) {
                held.add(Circle.held(random.nextInt(n), random.nextInt(6)));
            }
            int missing = missing(shape, held);

            assertThat(missing == 0).isEqualTo(Durability.isDurable(shape, held));
            assertThat(missing).isLessThanOrEqualTo(n + 3);
        });
    }

    @Test
    void healthIsThatOfTheWeakestSegment() {
        SegmentReceipts manifest = new SegmentReceipts(new Shape(1, 5), signed(5));
        SegmentReceipts strong = new SegmentReceipts(THREE_OF_SEVEN, signed(7));
        SegmentReceipts weak = new SegmentReceipts(THREE_OF_SEVEN, signed(4));

        Health well = Health.of(List.of(manifest, strong), Durability.DEFAULT, NOW);
        Health ill = Health.of(List.of(manifest, strong, weak), Durability.DEFAULT, NOW);

        assertThat(well).isEqualTo(new Health(Tier.DURABLE, 7, 7, 4, 0, 12, 0));
        assertThat(well.sentence()).isEqualTo("7 supporters hold it; it survives the loss of any 4 of them.");
        assertThat(ill).isEqualTo(new Health(Tier.ACCEPTED, 7, 7, 1, 1, 19, 3));
        assertThat(ill.sentence())
                .isEqualTo("7 supporters hold it; it survives the loss of any one of them. One more makes it durable.");
    }

    @Test
    void healthSaysTheHardThings() {
        assertThat(health(new Shape(100, 100), signed(100)).sentence())
                .isEqualTo("100 supporters hold it, and it survives the loss of none of them: what each one has is"
                        + " needed.");
        assertThat(health(THREE_OF_SEVEN, signed(1)).sentence())
                .isEqualTo("1 supporter holds it, too few to read it without the device it was written on. 4 more make"
                        + " it durable.");
    }

    private static Health health(Shape shape, List<Receipt> receipts) {
        return Health.of(List.of(new SegmentReceipts(shape, receipts)), Durability.DEFAULT, NOW);
    }

    private static Tier standing(Shape shape, List<Receipt> receipts) {
        return Durability.DEFAULT.standing(shape, receipts, NOW).tier();
    }

    private static int missing(Shape shape, List<Held> held) {
        return Durability.missingHolders(shape, held);
    }

    private static List<Receipt> signed(int rows) {
        return Circle.oneEach(rows).stream()
                .map(held -> new Receipt(held, Optional.empty()))
                .toList();
    }

    private static List<Receipt> proven(int rows, Duration ago) {
        return Circle.oneEach(7).stream()
                .map(held -> new Receipt(held, Optional.of(NOW.minus(ago)).filter(proof -> held.row() < rows)))
                .toList();
    }
}
