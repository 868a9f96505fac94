package community.kith.sync.log;

import community.kith.base.bytes.FieldReader;
import community.kith.base.bytes.Ipld;
import java.net.ProtocolException;
import java.util.List;
import java.util.Optional;

/// The one type of entry that tests know: a line of text, which must not be empty.
public record Note(String text) {
    public static final String TYPE = "note";
    public static final EntryTypes<Note> TYPES = new EntryTypes<>(List.of(new Type()));

    private static final class Type implements EntryType<Note> {
        @Override
        public String name() {
            return TYPE;
        }

        @Override
        public Note read(Ipld.Fields body) throws ProtocolException {
            FieldReader fields = new FieldReader(body, "note");
            Note note = new Note(fields.text("text", 200));
            fields.end();
            return note;
        }

        @Override
        public Optional<String> fault(Entry entry, Note note) {
            return note.text.isEmpty() ? Optional.of("a note that says nothing") : Optional.empty();
        }
    }
}
