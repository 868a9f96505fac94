package community.kith.sync.checkpoint;

import community.kith.sync.merkle.Hash;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// That an entry stands in a log, in one file that is checked offline: where, how its hash leads to the root, and the
/// checkpoint with
/// the signatures of log and witnesses. Source: C2SP tlog-proof; the file's name ends in `.tlog-proof`.
///
/// @param extra what others may have added; nobody vouches for it
/// @param index of the entry in the tree, from 0 on
public record EntryProof(Optional<String> extra, long index, List<Hash> path, SignedNote checkpoint) {
    /// What [#bytes] never exceeds.
    public static final int MAX_BYTES = SignedNote.MAX_BYTES + 8 * 1024;

    private static final String FIRST_LINE = "c2sp.org/tlog-proof@v1";
    private static final String EXTRA = "extra ";
    private static final String INDEX = "index ";
    /// As many as a tree of 2⁶³ leaves has levels.
    private static final int MAX_PATH = 63;

    private static final int MAX_EXTRA_CHARACTERS = 4096;

    public EntryProof {
        path = List.copyOf(path);
        if (index < 0 || path.size() > MAX_PATH) {
            throw new IllegalArgumentException("not a proof of an entry");
        }
    }

    public EntryProof(long index, List<Hash> path, SignedNote checkpoint) {
        this(Optional.empty(), index, path, checkpoint);
    }

    public static EntryProof parse(byte[] bytes) throws ProtocolException {
        if (bytes.length > MAX_BYTES) {
            throw new ProtocolException("a proof of " + bytes.length + " bytes, more than " + MAX_BYTES);
        }
        String text = SignedNote.text(bytes);
        int blank = text.indexOf("\n\n");
        if (blank < 0 || !text.startsWith(FIRST_LINE + "\n")) {
            throw new ProtocolException("not a proof: its first line is not " + FIRST_LINE);
        }
        List<String> lines = List.of(text.substring(0, blank).split("\n", -1));
        int at = 1;
        Optional<String> extra = Optional.empty();
        if (at < lines.size() && lines.get(at).startsWith(EXTRA)) {
            extra = Optional.of(lines.get(at).substring(EXTRA.length()));
            at++;
        }
        if (at >= lines.size() || !lines.get(at).matches(INDEX + "(0|[1-9][0-9]{0,17})")) {
            throw new ProtocolException("a proof that does not say which entry it is of");
        }
        long index = Long.parseLong(lines.get(at).substring(INDEX.length()));
        SignedNote note = SignedNote.parse(text.substring(blank + 2));
        return new EntryProof(requireBase64(extra), index, path(lines.subList(at + 1, lines.size())), note);
    }

    private static Optional<String> requireBase64(Optional<String> extra) throws ProtocolException {
        if (extra.isPresent()) {
            if (extra.get().length() > MAX_EXTRA_CHARACTERS) {
                throw new ProtocolException(
                        "a proof with more than " + MAX_EXTRA_CHARACTERS + " characters of its own");
            }
            NoteKey.base64(extra.get());
        }
        return extra;
    }

    private static List<Hash> path(List<String> lines) throws ProtocolException {
        if (lines.size() > MAX_PATH) {
            throw new ProtocolException("a proof of " + lines.size() + " hashes, more than " + MAX_PATH);
        }
        List<Hash> path = new ArrayList<>();
        for (String line : lines) {
            byte[] hash = NoteKey.base64(line);
            if (hash.length != Hash.BYTES) {
                throw new ProtocolException("a proof with a line that is no hash");
            }
            path.add(Hash.of(hash));
        }
        return path;
    }

    public byte[] bytes() {
        return toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(FIRST_LINE).append('\n');
        extra.ifPresent(added -> text.append(EXTRA).append(added).append('\n'));
        text.append(INDEX).append(index).append('\n');
        path.forEach(hash ->
                text.append(Base64.getEncoder().encodeToString(hash.bytes())).append('\n'));
        return text.append('\n').append(checkpoint).toString();
    }
}
