package community.kith.store.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import community.kith.store.SpecPage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReedSolomonTest {
    private static final int BYTES = 149;

    @ParameterizedTest
    @CsvSource({"1,1", "1,4", "2,3", "2,6", "3,3", "3,10", "4,7", "5,9", "6,11"})
    void anyLossOfUpToNMinusKShardsIsRepaired(int k, int n) {
        ReedSolomon code = new ReedSolomon(k, n);
        byte[][] shards = coded(code, new Random(k * 31L + n));

        for (int lost = 0; lost < 1 << n; lost++) {
            if (Integer.bitCount(lost) <= n - k) {
                byte[][] damaged = without(shards, lost);
                code.decode(damaged, 0, BYTES);
                assertThat(damaged).as("lost %s", Integer.toBinaryString(lost)).isDeepEqualTo(shards);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"10,20", "17,40", "100,140", "128,255", "254,255", "1,255", "255,255"})
    void randomLossesOfLargeCodesAreRepaired(int k, int n) {
        ReedSolomon code = new ReedSolomon(k, n);
        Random random = new Random(k * 1000L + n);
        byte[][] shards = coded(code, random);

        for (int round = 0; round < 5; round++) {
            byte[][] damaged = shards.clone();
            for (int losses = n - k; losses > 0; ) {
                int row = random.nextInt(n);
                if (damaged[row] != null) {
                    damaged[row] = null;
                    losses--;
                }
            }
            code.decode(damaged, 0, BYTES);
            assertThat(damaged).isDeepEqualTo(shards);
        }
    }

    @Test
    void withOneDataShardEveryShardIsACopy() {
        byte[][] shards = coded(new ReedSolomon(1, 255), new Random(7));

        for (byte[] shard : shards) {
            assertThat(shard).isEqualTo(shards[0]);
        }
    }

    @Test
    void aRowDoesNotDependOnHowManyThereAre() {
        byte[][] few = coded(new ReedSolomon(4, 7), new Random(8));
        byte[][] many = coded(new ReedSolomon(4, 255), new Random(8));

        for (int row = 0; row < 7; row++) {
            assertThat(few[row]).isEqualTo(many[row]);
        }
    }

    @Test
    void aRangeOfARowIsComputedWithoutTheRest() {
        ReedSolomon code = new ReedSolomon(4, 12);
        byte[][] shards = coded(code, new Random(9));
        byte[][] data = {shards[0], shards[1], shards[2], shards[3]};

        for (int row = 0; row < 12; row++) {
            byte[] out = new byte[BYTES];
            code.encodeRow(row, data, out, 30, 41);
            assertThat(out).startsWith(new byte[30]).endsWith(new byte[BYTES - 71]);
            for (int i = 30; i < 71; i++) {
                assertThat(out[i]).isEqualTo(shards[row][i]);
            }
        }
    }

    @Test
    void oneLostRowIsRebuiltFromAnyKOthers() {
        ReedSolomon code = new ReedSolomon(4, 7);
        byte[][] shards = coded(code, new Random(10));
        byte[][] later = coded(new ReedSolomon(4, 9), new Random(10));

        byte[][] left = without(shards, 0b0010110);
        for (int row = 0; row < 9; row++) {
            byte[] out = new byte[BYTES];
            code.rebuild(row, left, out, 0, BYTES);
            assertThat(out).isEqualTo(later[row]);
        }
        assertThat(left[1]).isNull();
    }

    @Test
    void onlyDataRowsAreFilledWhenOnlyTheyAreWanted() {
        ReedSolomon code = new ReedSolomon(3, 6);
        byte[][] shards = coded(code, new Random(11));

        byte[][] left = without(shards, 0b010011);
        code.decodeData(left, 0, BYTES);

        assertThat(left[0]).isEqualTo(shards[0]);
        assertThat(left[1]).isEqualTo(shards[1]);
        assertThat(left[4]).isNull();
    }

    @Test
    void whatIsWantedOfTheMissingIsRecoveredIntoTheCallersArrays() {
        ReedSolomon code = new ReedSolomon(4, 7);
        byte[][] shards = coded(code, new Random(14));

        byte[][] left = without(shards, 0b0100101);
        byte[][] into = new byte[7][];
        into[1] = new byte[BYTES];
        into[2] = new byte[BYTES];
        into[5] = new byte[BYTES];
        code.recover(left, into, 7, BYTES - 7);

        assertThat(into[1]).as("was there").containsOnly(0);
        assertThat(into[2]).startsWith(new byte[7]).endsWith(Arrays.copyOfRange(shards[2], 7, BYTES));
        assertThat(into[5]).endsWith(Arrays.copyOfRange(shards[5], 7, BYTES));
        assertThat(left[2]).isNull();
    }

    /// The sums of one loss are kept for the next, and must not serve another.
    @Test
    void lossesThatChangeFromOneToTheNextAreRepaired() {
        ReedSolomon code = new ReedSolomon(4, 7);
        byte[][] shards = coded(code, new Random(15));

        for (int lost : new int[] {0b111, 0b111, 0b1011, 0b111, 0b1, 0b1100001}) {
            byte[][] left = without(shards, lost);
            code.decode(left, 0, BYTES);
            assertThat(left).isDeepEqualTo(shards);
        }
    }

    @Test
    void tooFewShardsIsRefused() {
        byte[][] shards = without(coded(new ReedSolomon(4, 7), new Random(13)), 0b1111);

        assertThatThrownBy(() -> new ReedSolomon(4, 7).decode(shards, 0, BYTES))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("3 shards are there, 4 are needed");
    }

    @Test
    void impossibleShapesAreRefused() {
        int[][] shapes = {{0, 3}, {4, 3}, {1, 256}, {-1, 1}};
        for (int[] shape : shapes) {
            assertThatThrownBy(() -> new ReedSolomon(shape[0], shape[1])).isInstanceOf(IllegalArgumentException.class);
        }
    }

    /// The numbers of docs/spec/erasure-coding.md, which a Python script there computes on its own.
    @Test
    void agreesWithTheVectorsOfTheSpec() throws IOException {
        SpecPage page = SpecPage.named("erasure-coding.md");
        for (String vector :
                List.of("01c453", "018fd3", "01d95cac", "015c467b", "15030b450000040a0e", "387326c647b5b29c48")) {
            page.lists(vector);
        }
        assertThat(rows(1, 3)).containsExactly("01", "01");
        assertThat(rows(2, 5)).containsExactly("0101", "0146", "01f5");
        assertThat(rows(3, 6)).containsExactly("010101", "01c453", "018fd3");
        assertThat(rows(4, 7)).containsExactly("01010101", "01d95cac", "015c467b");

        byte[][] data = new byte[4][];
        String[] words = {"all that ", "we hold, ", "we hold  ", "together."};
        for (int i = 0; i < 4; i++) {
            data[i] = words[i].getBytes(StandardCharsets.US_ASCII);
        }
        assertThat(row(4, data)).isEqualTo("15030b450000040a0e");
        assertThat(row(5, data)).isEqualTo("26760e81d7c8b2e7af");
        assertThat(row(6, data)).isEqualTo("514407a329f65ac164");
        assertThat(row(254, data)).isEqualTo("387326c647b5b29c48");
    }

    private static List<String> rows(int k, int n) {
        return IntStream.range(k, n)
                .mapToObj(row -> hex(Matrix.generatorRow(row, k)))
                .toList();
    }

    private static String hex(int[] row) {
        byte[] bytes = new byte[row.length];
        for (int i = 0; i < row.length; i++) {
            bytes[i] = (byte) row[i];
        }
        return HexFormat.of().formatHex(bytes);
    }

    private static String row(int row, byte[][] data) {
        byte[] out = new byte[data[0].length];
        new ReedSolomon(data.length, data.length).encodeRow(row, data, out, 0, out.length);
        return HexFormat.of().formatHex(out);
    }

    private static byte[][] coded(ReedSolomon code, Random random) {
        byte[][] shards = new byte[code.n()][BYTES];
        for (int row = 0; row < code.k(); row++) {
            random.nextBytes(shards[row]);
        }
        code.encode(shards, 0, BYTES);
        return shards;
    }

    private static byte[][] without(byte[][] shards, int lost) {
        byte[][] left = shards.clone();
        for (int row = 0; row < shards.length; row++) {
            if ((lost >> row & 1) != 0) {
                left[row] = null;
            }
        }
        return left;
    }
}
