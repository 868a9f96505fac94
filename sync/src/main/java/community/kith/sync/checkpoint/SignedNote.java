package community.kith.sync.checkpoint;

import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Text with signatures below it. Who wrote them is not known before they are checked. Source: C2SP signed-note.
///
/// @param text ends with a newline
public record SignedNote(String text, List<NoteSignature> signatures) {
    /// The longest note that is read, in bytes: room for far more witnesses than a log has.
    public static final int MAX_BYTES = 64 * 1024;

    public static final int MAX_SIGNATURES = 64;

    private static final int KEY_ID_BYTES = 4;

    public SignedNote {
        signatures = List.copyOf(signatures);
        if (!text.endsWith("\n") || hasControls(text) || signatures.size() > MAX_SIGNATURES) {
            throw new IllegalArgumentException("not the text of a note");
        }
    }

    public static SignedNote parse(byte[] bytes) throws ProtocolException {
        if (bytes.length > MAX_BYTES) {
            throw new ProtocolException("a note of " + bytes.length + " bytes, more than " + MAX_BYTES);
        }
        return parse(text(bytes));
    }

    static SignedNote parse(String note) throws ProtocolException {
        int blank = note.lastIndexOf("\n\n");
        if (blank < 0 || !note.endsWith("\n") || blank + 2 >= note.length() || hasControls(note)) {
            throw new ProtocolException("not a signed note: text, an empty line, signatures");
        }
        String[] lines = note.substring(blank + 2, note.length() - 1).split("\n", -1);
        if (lines.length > MAX_SIGNATURES) {
            throw new ProtocolException("a note with more than " + MAX_SIGNATURES + " signatures");
        }
        List<NoteSignature> signatures = new ArrayList<>();
        for (String line : lines) {
            signatures.add(signature(line));
        }
        return new SignedNote(note.substring(0, blank + 1), signatures);
    }

    private static NoteSignature signature(String line) throws ProtocolException {
        int space = line.indexOf(' ', NoteSignature.PREFIX.length());
        if (!line.startsWith(NoteSignature.PREFIX)
                || space < 0
                || !NoteKey.isName(line.substring(NoteSignature.PREFIX.length(), space))) {
            throw new ProtocolException("a line below a note that is no signature");
        }
        ByteBuffer bytes = ByteBuffer.wrap(NoteKey.base64(line.substring(space + 1)));
        if (bytes.remaining() <= KEY_ID_BYTES) {
            throw new ProtocolException("a signature below a note that is too short to be one");
        }
        int id = bytes.getInt();
        byte[] signature = new byte[bytes.remaining()];
        bytes.get(signature);
        return new NoteSignature(line.substring(NoteSignature.PREFIX.length(), space), id, signature);
    }

    /// The same with one more signature.
    public SignedNote with(NoteSignature signature) {
        List<NoteSignature> more = new ArrayList<>(signatures);
        more.add(signature);
        return new SignedNote(text, more);
    }

    public byte[] bytes() {
        return toString().getBytes(StandardCharsets.UTF_8);
    }

    static String text(byte[] utf8) throws ProtocolException {
        try {
            CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8));
            return text.toString();
        } catch (CharacterCodingException e) {
            ProtocolException refusal = new ProtocolException("text that is not UTF-8");
            refusal.initCause(e);
            throw refusal;
        }
    }

    private static boolean hasControls(String text) {
        return text.chars().anyMatch(c -> c < ' ' && c != '\n');
    }

    @Override
    public String toString() {
        StringBuilder note = new StringBuilder(text).append('\n');
        signatures.forEach(signature -> note.append(signature.line()).append('\n'));
        return note.toString();
    }
}
