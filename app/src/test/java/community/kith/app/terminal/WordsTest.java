package community.kith.app.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "999, 999 B",
        "1000, 1.0 kB",
        "1500000000, 1.5 GB",
        "99949, 99.9 kB",
        "99950, 100 kB",
        "999499, 999 kB",
        "999500, 1.0 MB",
        "9223372036854775807, 9.2 EB"
    })
    void sizesAreDecimalWithThreeDigits(long bytes, String words) {
        assertThat(Words.size(bytes)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({"PT0.84S, 0.8 s", "PT42.9S, 42 s", "PT3M5S, 3 min", "PT2H10M, 2 h 10 min", "PT120H, 5 days"})
    void durationsHaveOneOrTwoUnits(Duration time, String words) {
        assertThat(Words.time(time)).isEqualTo(words);
    }

    @Test
    void oneIsSingular() {
        assertThat(Words.count(1, "receipt", "receipts")).isEqualTo("1 receipt");
        assertThat(Words.count(0, "receipt", "receipts")).isEqualTo("0 receipts");
    }
}
