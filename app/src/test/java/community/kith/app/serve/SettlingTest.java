package community.kith.app.serve;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SettlingTest {
    private static final long MIB = 1L << 20;

    private final Settling settling = new Settling();

    @Test
    void restsOnceAfterEachSpellOfWork() {
        assertThat(settling.rests(40 * MIB)).as("busy: it grew").isFalse();
        assertThat(settling.rests(41 * MIB)).as("it has come to rest").isTrue();
        assertThat(settling.rests(42 * MIB)).as("it rests still").isFalse();
        assertThat(settling.rests(90 * MIB)).as("it works again").isFalse();
        assertThat(settling.rests(90 * MIB)).as("it rests again").isTrue();
    }

    @Test
    void aCollectionInBetweenIsASignOfWork() {
        settling.rests(40 * MIB);

        assertThat(settling.rests(20 * MIB)).isFalse();
        assertThat(settling.rests(20 * MIB)).isTrue();
    }
}
