package community.kith.sync.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import community.kith.base.bytes.DagCbor;
import community.kith.base.bytes.Ipld;
import community.kith.base.check.Fuzz;
import community.kith.base.name.Cid;
import java.net.ProtocolException;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class EntryTest {
    private final Diary ada = Diary.numbered(1);

    @Test
    void comesBackFromItsBytes() throws ProtocolException {
        ada.write("first");
        Entry second = ada.write("second");

        Entry read = ReceivedEntry.parse(second.bytes()).verify();

        assertThat(read).isEqualTo(second);
        assertThat(read.bytes()).isEqualTo(second.bytes());
        assertThat(read.log()).isEqualTo(ada.log());
        assertThat(read.sequence()).isEqualTo(2);
        assertThat(read.previous()).contains(ada.entries().getFirst().id());
        assertThat(read.tick()).isEqualTo(2);
        assertThat(read.at()).isEqualTo(Diary.NOW);
        assertThat(read.body()).isEqualTo(Ipld.fields().put("text", "second").build());
        assertThat(Entry.stored(second.bytes())).isEqualTo(second);
    }

    @Test
    void isRefusedWithAnyBitChanged() {
        byte[] bytes = ada.write("hello").bytes();
        for (int bit = 0; bit < 8 * bytes.length; bit++) {
            byte[] changed = bytes.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertThatThrownBy(() -> ReceivedEntry.parse(changed).verify())
                    .as("bit %d", bit)
                    .isInstanceOf(ProtocolException.class);
        }
    }

    @Test
    void isRefusedCutOffAndWithSomethingAfterIt() {
        byte[] bytes = ada.write("hello").bytes();
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> ReceivedEntry.parse(cut)).isInstanceOf(ProtocolException.class);
        }
        assertThatThrownBy(() -> ReceivedEntry.parse(Arrays.copyOf(bytes, bytes.length + 1)))
                .isInstanceOf(ProtocolException.class);
    }

    @Test
    void isUnderOneKibibyte() {
        byte[] most = new byte[Entry.MAX_BYTES - sizeWith(new byte[300]) + 300];

        assertThat(sizeWith(most)).isEqualTo(Entry.MAX_BYTES);
        assertThatIllegalArgumentException().isThrownBy(() -> sizeWith(new byte[most.length + 1]));
        assertThatThrownBy(() -> ReceivedEntry.parse(new byte[1 << 20]))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("1048576");
    }

    private int sizeWith(byte[] filling) {
        return Entry.first(
                        ada.key(),
                        1,
                        Diary.NOW,
                        Note.TYPE,
                        Ipld.fields().put("fill", filling).build())
                .sizeBytes();
    }

    @Test
    void refusesFieldsThatCannotBe() {
        refuses(fields -> fields.put("v", Ipld.of(2)), "field v");
        refuses(fields -> fields.put("seq", Ipld.of(0)), "field seq");
        refuses(fields -> fields.put("seq", Ipld.of(2)), "only a log's first entry follows none");
        refuses(fields -> fields.put("prev", Ipld.of(Cid.dagCbor(new byte[0]))), "only a log's first entry");
        refuses(fields -> fields.put("tick", Ipld.of(0)), "field tick");
        refuses(fields -> fields.put("at", Ipld.of(-1)), "field at");
        refuses(fields -> fields.put("type", Ipld.of("Bond!")), "not the name of a type");
        refuses(fields -> fields.put("body", Ipld.of("text")), "field body");
        refuses(fields -> fields.put("by", Ipld.of(new byte[31])), "field by");
        refuses(fields -> fields.put("sig", Ipld.of(new byte[63])), "field sig");
        refuses(fields -> fields.put("more", Ipld.of(true)), "unknown field");
        refuses(fields -> fields.remove("tick"), "field tick is missing");
    }

    private void refuses(Consumer<Map<String, Ipld>> change, String because) {
        Entry entry = Diary.numbered(1).write("hello");
        try {
            Map<String, Ipld> fields = new LinkedHashMap<>(((Ipld.Fields) DagCbor.decode(entry.bytes())).values());
            change.accept(fields);
            byte[] bytes = DagCbor.encode(new Ipld.Fields(new LinkedHashMap<>(fields)));
            assertThatThrownBy(() -> ReceivedEntry.parse(bytes))
                    .isInstanceOf(ProtocolException.class)
                    .hasMessageContaining(because);
        } catch (ProtocolException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void isWrittenByItsOwnDeviceOnlyAndForward() {
        Entry first = ada.write("first");
        Ipld.Fields body = Ipld.fields().build();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> first.next(Diary.numbered(2).key(), 2, Diary.NOW, Note.TYPE, body));
        assertThatIllegalArgumentException().isThrownBy(() -> first.next(ada.key(), 1, Diary.NOW, Note.TYPE, body));
        assertThatIllegalArgumentException().isThrownBy(() -> Entry.first(ada.key(), 1, Instant.MAX, Note.TYPE, body));
    }

    @Test
    @Tag("fuzz")
    void parsersTakeWhatTheyWriteAndBoundTheirMemory() throws ProtocolException {
        ada.with(3);
        List<byte[]> samples = ada.entries().stream().map(Entry::bytes).toList();
        Fuzz.bytes(samples, EntryTest::parsed);
        Fuzz.bytes(List.of(proof().bytes()), ForkProof::parse);
    }

    private static Object parsed(byte[] bytes) throws ProtocolException {
        Entry entry = ReceivedEntry.parse(bytes).believed();
        assertThat(entry.bytes()).isEqualTo(bytes);
        assertThat(DagCbor.encode(DagCbor.decode(bytes))).isEqualTo(bytes);
        return entry;
    }

    private static ForkProof proof() {
        Diary cleo = Diary.numbered(3).with(2);
        return ForkProof.of(cleo.entries().getLast(), cleo.forkedAfter(1).write("another"))
                .orElseThrow();
    }
}
