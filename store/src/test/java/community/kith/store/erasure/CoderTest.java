package community.kith.store.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// All coders there are on this machine give the same bytes: those of school arithmetic.
class CoderTest {
    static Stream<Coder> coders() {
        List<Coder> coders = new ArrayList<>();
        coders.add(new LaneCoder());
        IsalCoder.find().ifPresent(coders::add);
        vectorCoders().forEach(coders::add);
        coders.add(new FastestCoder(0));
        return coders.stream();
    }

    private static Stream<VectorCoder> vectorCoders() {
        int longest = VectorCoder.longestVectorBits().orElse(0);
        return IntStream.of(128, 256, 512).filter(bits -> bits <= longest).mapToObj(VectorCoder::new);
    }

    @ParameterizedTest
    @MethodSource("coders")
    void givesTheBytesOfSchoolArithmetic(Coder coder) {
        Random random = new Random(1);
        for (int round = 0; round < 150; round++) {
            int columns = 1 + random.nextInt(round % 20 == 0 ? 40 : 9);
            int rows = 1 + random.nextInt(round % 20 == 0 ? 40 : 9);
            int length = random.nextInt(round % 10 == 0 ? 9000 : 300);
            int offset = random.nextInt(70);
            Sums sums = random(random, rows, columns, offset + length + random.nextInt(70));
            Sums untouched = copy(sums);

            coder.run(sums, offset, length);

            assertThat(sums.outputs())
                    .as("%s, %d×%d, %d from %d", coder.name(), rows, columns, length, offset)
                    .isDeepEqualTo(schoolArithmetic(untouched, offset, length));
            assertThat(sums.inputs()).isDeepEqualTo(untouched.inputs());
        }
    }

    @ParameterizedTest
    @MethodSource("coders")
    void anyLossesAreRepairedFromWhatAnotherCoded(Coder coder) {
        Random random = new Random(2);
        int[][] shapes = {{1, 3}, {2, 5}, {3, 10}, {4, 7}, {5, 9}, {10, 20}, {17, 40}, {60, 80}};
        for (int[] shape : shapes) {
            int length = 1 + random.nextInt(500);
            ReedSolomon plain = new ReedSolomon(shape[0], shape[1], new LaneCoder());
            ReedSolomon code = new ReedSolomon(shape[0], shape[1], coder);
            byte[][] shards = shards(random, plain, length);
            for (int round = 0; round < 2; round++) {
                byte[][] left = shards.clone();
                int[] lost = random.ints(0, shape[1])
                        .distinct()
                        .limit(shape[1] - shape[0])
                        .toArray();
                for (int row : lost) {
                    left[row] = null;
                }
                for (int row : Arrays.copyOf(lost, Math.min(lost.length, 3))) {
                    byte[] out = new byte[length];
                    code.rebuild(row, left, out, 0, length);
                    assertThat(out).isEqualTo(shards[row]);
                }
                code.decode(left, 0, length);
                assertThat(left).isDeepEqualTo(shards);
            }
        }
    }

    /// Every column and row count that a tile can have, with and without rows and columns of ones.
    @ParameterizedTest
    @MethodSource("coders")
    void everyShapeOfATileIsRight(Coder coder) {
        Random random = new Random(3);
        for (int columns = 1; columns <= 5; columns++) {
            for (int rows = 1; rows <= 5; rows++) {
                for (int ones = 0; ones < 4; ones++) {
                    Sums sums = random(random, rows, columns, 130);
                    for (int j = 0; j < columns && (ones & 1) != 0; j++) {
                        sums.rows()[0][j] = 1;
                    }
                    for (int r = 0; r < rows && (ones & 2) != 0; r++) {
                        sums.rows()[r][0] = 1;
                    }
                    byte[][] expected = schoolArithmetic(copy(sums), 1, 129);
                    coder.run(sums, 1, 129);
                    assertThat(sums.outputs()).isDeepEqualTo(expected);
                }
            }
        }
    }

    @Test
    void aRangeOutsideOfAnArrayIsRefusedBeforeAnyCoderSeesIt() {
        for (Coder coder : coders().toList()) {
            ReedSolomon code = new ReedSolomon(2, 3, coder);
            byte[][] shards = {new byte[100], new byte[99], new byte[100]};
            for (int[] range : new int[][] {{0, 100}, {-1, 5}, {99, 1}, {0, -1}, {Integer.MAX_VALUE, 2}}) {
                assertThatThrownBy(() -> code.encode(shards, range[0], range[1]))
                        .isInstanceOf(IndexOutOfBoundsException.class);
            }
        }
    }

    @Test
    void theVectorsOfThisMachineAreTried() {
        assumeTrue(VectorCoder.longestVectorBits().isPresent(), "the JVM runs without the incubator module");

        assertThat(vectorCoders()).isNotEmpty();
    }

    private static byte[][] shards(Random random, ReedSolomon code, int length) {
        byte[][] shards = new byte[code.n()][length];
        for (int row = 0; row < code.k(); row++) {
            random.nextBytes(shards[row]);
        }
        code.encode(shards, 0, length);
        return shards;
    }

    private static Sums random(Random random, int rows, int columns, int size) {
        int[][] coefficients = new int[rows][];
        byte[][] inputs = new byte[columns][size];
        byte[][] outputs = new byte[rows][size];
        for (int r = 0; r < rows; r++) {
            coefficients[r] = random.ints(columns, 0, 256).toArray();
            random.nextBytes(outputs[r]);
        }
        for (byte[] input : inputs) {
            random.nextBytes(input);
        }
        return new Sums(coefficients, inputs, outputs);
    }

    private static Sums copy(Sums sums) {
        return new Sums(
                sums.rows(),
                Stream.of(sums.inputs()).map(byte[]::clone).toArray(byte[][]::new),
                Stream.of(sums.outputs()).map(byte[]::clone).toArray(byte[][]::new));
    }

    private static byte[][] schoolArithmetic(Sums sums, int offset, int length) {
        for (int r = 0; r < sums.rows().length; r++) {
            for (int at = offset; at < offset + length; at++) {
                int sum = 0;
                for (int j = 0; j < sums.columns(); j++) {
                    sum ^= product(sums.rows()[r][j], sums.inputs()[j][at] & 0xff);
                }
                sums.outputs()[r][at] = (byte) sum;
            }
        }
        return sums.outputs();
    }

    /// Bit by bit, as on paper.
    private static int product(int a, int b) {
        int product = 0;
        for (int bit = 7; bit >= 0; bit--) {
            product <<= 1;
            if (product > 255) {
                product ^= 0x11d;
            }
            if ((b >> bit & 1) != 0) {
                product ^= a;
            }
        }
        return product;
    }
}
