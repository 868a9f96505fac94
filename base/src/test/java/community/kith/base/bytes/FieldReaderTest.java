package community.kith.base.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import community.kith.base.name.Cid;
import java.math.BigInteger;
import java.net.ProtocolException;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class FieldReaderTest {
    private static final Cid CID = Cid.ofRaw(new byte[] {1});
    private static final Ipld EVERYTHING = Ipld.fields()
            .put("text", "hello")
            .put("bytes", new byte[] {1, 2, 3})
            .put("number", 42)
            .put("huge", new Ipld.Int(BigInteger.ONE.shiftLeft(63)))
            .put("flag", true)
            .put("link", CID)
            .put("items", Ipld.list(List.of(Ipld.of(1), Ipld.of(2))))
            .build();

    @Test
    void readsEveryKindOfField() throws ProtocolException {
        FieldReader reader = new FieldReader(EVERYTHING, "thing");

        assertThat(reader.text("text", 5)).isEqualTo("hello");
        assertThat(reader.bytes("bytes", 3)).containsExactly(1, 2, 3);
        assertThat(reader.bytesOf("bytes", 3)).containsExactly(1, 2, 3);
        assertThat(reader.integer("number", 42, 42)).isEqualTo(42);
        assertThat(reader.bool("flag")).isTrue();
        assertThat(reader.link("link")).isEqualTo(CID);
        assertThat(reader.items("items", 2)).hasSize(2);
        assertThat(reader.any("huge")).isInstanceOf(Ipld.Int.class);
        reader.end();
    }

    @Test
    void tellsAbsentFromPresent() throws ProtocolException {
        FieldReader reader = new FieldReader(EVERYTHING, "thing");

        assertThat(reader.optionalText("text", 5)).contains("hello");
        assertThat(reader.optionalBytes("bytes", 3)).isPresent();
        assertThat(reader.optionalInteger("number", 0, 100)).hasValue(42);
        assertThat(reader.optionalLink("link")).contains(CID);
        assertThat(reader.optional("flag")).contains(Ipld.of(true));
        assertThat(reader.has("items")).isTrue();
        assertThat(reader.has("nothing")).isFalse();
        assertThat(reader.optionalText("nothing", 5)).isEmpty();
        assertThat(reader.optionalBytes("nothing", 5)).isEmpty();
        assertThat(reader.optionalInteger("nothing", 0, 1)).isEmpty();
        assertThat(reader.optionalLink("nothing")).isEmpty();
        assertThat(reader.optional("nothing")).isEmpty();
    }

    @Test
    void namesTheMapAndTheFieldItRefuses() throws ProtocolException {
        FieldReader reader = new FieldReader(EVERYTHING, "thing");

        assertRefused(() -> reader.text("nothing", 5), "thing: field nothing is missing");
        assertRefused(() -> reader.text("number", 5), "thing: field number is not text");
        assertRefused(() -> reader.optionalText("number", 5), "thing: field number is not text");
        assertRefused(() -> reader.text("text", 4), "thing: field text has 5 characters, more than 4");
        assertRefused(() -> reader.bytes("bytes", 2), "thing: field bytes has 3 bytes, more than 2");
        assertRefused(() -> reader.bytesOf("bytes", 4), "thing: field bytes has 3 bytes instead of 4");
        assertRefused(() -> reader.integer("number", 0, 41), "thing: field number is 42, outside 0 to 41");
        assertRefused(() -> reader.integer("huge", 0, Long.MAX_VALUE), "thing: field huge is 9223372036854775808");
        assertRefused(() -> reader.bool("text"), "thing: field text is not true or false");
        assertRefused(() -> reader.link("text"), "thing: field text is not a link");
        assertRefused(() -> reader.items("items", 1), "thing: field items has 2 items, more than 1");
    }

    @Test
    void refusesFieldsThatNobodyAskedFor() throws ProtocolException {
        FieldReader reader =
                new FieldReader(Ipld.fields().put("a", 1).put("b", 2).build(), "pair");

        reader.integer("a", 0, 9);

        assertRefused(reader::end, "pair has an unknown field b");
    }

    @Test
    void showsNoNameThatCouldUpsetALog() throws ProtocolException {
        FieldReader reader = new FieldReader(Ipld.fields().put("\u001b[2J\n", 1).build(), "pair");

        assertThatThrownBy(reader::end).hasMessage("pair has an unknown field");
    }

    @Test
    void refusesWhatIsNoMap() {
        assertRefused(() -> new FieldReader(Ipld.of(1), "thing"), "thing is not a map");
    }

    private static void assertRefused(ThrowingCallable reading, String why) {
        assertThatThrownBy(reading).isInstanceOf(ProtocolException.class).hasMessageStartingWith(why);
    }
}
