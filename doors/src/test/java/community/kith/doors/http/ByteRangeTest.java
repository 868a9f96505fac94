package community.kith.doors.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRangeTest {
    @ParameterizedTest
    @CsvSource({
        "bytes=0-0, 0, 1",
        "bytes=4-, 4, 10",
        "bytes=4-99, 4, 10",
        "bytes=-3, 7, 10",
        "bytes=-99, 0, 10",
        "bytes=9-9, 9, 10"
    })
    void isWhatIsThereOfWhatWasAskedFor(String header, long from, long to) {
        assertThat(ByteRange.parse(header, 10)).hasValue(new ByteRange(from, to));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=10-", "bytes=10-20", "bytes=-0"})
    void isEmptyBeyondTheEnd(String header) {
        assertThat(ByteRange.parse(header, 10))
                .hasValueSatisfying(range -> assertThat(range.isEmpty()).isTrue());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"bytes=-", "bytes=5-4", "bytes=0-1,3-4", "lines=1-2", "bytes=a-b", "bytes=99999999999999999999-"
            })
    void isIgnoredWhenItMayBe(String header) {
        assertThat(ByteRange.parse(header, 10)).isEmpty();
    }
}
