package community.kith.sync.checkpoint;

import community.kith.base.crypto.SigningKey;
import community.kith.sync.merkle.Hash;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What a log was at one moment: how many entries, and the one hash that follows from all of them. Source: C2SP
/// tlog-checkpoint,
/// tlog-cosignature.
///
/// @param origin which log
/// @param extensions further lines that the log signs with it; Kith writes none
public record Checkpoint(String origin, long size, Hash root, List<String> extensions) {
    static final int TIME_BYTES = Long.BYTES;

    private static final int MAX_EXTENSIONS = 16;
    private static final String COSIGNATURE = "cosignature/v1";

    public Checkpoint {
        extensions = List.copyOf(extensions);
        // A log may not be called what cosignatures begin with: then its own signature could be taken for one.
        if (!isLine(origin) || origin.equals(COSIGNATURE) || size < 0 || extensions.size() > MAX_EXTENSIONS) {
            throw new IllegalArgumentException("not a checkpoint");
        }
        if (!extensions.stream().allMatch(Checkpoint::isLine)) {
            throw new IllegalArgumentException("an empty line in a checkpoint");
        }
    }

    public Checkpoint(String origin, long size, Hash root) {
        this(origin, size, root, List.of());
    }

    /// What is signed.
    public String text() {
        StringBuilder text = new StringBuilder();
        text.append(origin).append('\n').append(size).append('\n').append(root).append('\n');
        extensions.forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }

    public static Checkpoint parse(String text) throws ProtocolException {
        String[] lines = text.split("\n", -1);
        if (lines.length < 4 || lines.length > 4 + MAX_EXTENSIONS || !lines[lines.length - 1].isEmpty()) {
            throw new ProtocolException("not a checkpoint: a name, a size and a hash, each on a line");
        }
        if (!lines[1].matches("0|[1-9][0-9]{0,17}")) {
            throw new ProtocolException("a checkpoint whose size is no number");
        }
        try {
            return new Checkpoint(
                    lines[0],
                    Long.parseLong(lines[1]),
                    Hash.of(NoteKey.base64(lines[2])),
                    Arrays.asList(lines).subList(3, lines.length - 1));
        } catch (IllegalArgumentException e) {
            throw NoteKey.refusal(e);
        }
    }

    /// Signed by the log, which must be the one that writes it.
    public SignedNote sign(SigningKey log) {
        NoteKey key = new NoteKey(origin, NoteKey.Role.LOG, log.verifyingKey());
        byte[] signature = log.sign(text().getBytes(StandardCharsets.UTF_8));
        return new SignedNote(text(), List.of(new NoteSignature(origin, key.id(), signature)));
    }

    /// A witness's word that this was the log at that time, and that it had only grown. See [Witness], which says when
    /// to give it.
    NoteSignature cosign(String witness, SigningKey with, Instant now) {
        long time = now.getEpochSecond();
        byte[] signature = with.sign(cosigned(time));
        ByteBuffer stamped =
                ByteBuffer.allocate(TIME_BYTES + signature.length).putLong(time).put(signature);
        NoteKey key = new NoteKey(witness, NoteKey.Role.WITNESS, with.verifyingKey());
        return new NoteSignature(witness, key.id(), stamped.array());
    }

    /// Whether that key signed this below the note, and nothing below it is falsely said to be that key's.
    public boolean isSigned(SignedNote note, NoteKey key) {
        List<NoteSignature> its =
                note.signatures().stream().filter(one -> one.isOf(key)).toList();
        return !its.isEmpty() && its.stream().allMatch(one -> verify(key, one).isPresent());
    }

    /// Whether the signature is that key's on this, and if the key is a witness's, when it was given.
    Optional<Signed> verify(NoteKey key, NoteSignature signature) {
        return switch (key.role()) {
            case LOG -> verifyLog(key, signature.signature());
            case WITNESS -> verifyWitness(key, signature.signature());
        };
    }

    private Optional<Signed> verifyLog(NoteKey key, byte[] signature) {
        boolean holds = key.key().verify(text().getBytes(StandardCharsets.UTF_8), signature);
        return holds ? Optional.of(new Signed(key, Optional.empty())) : Optional.empty();
    }

    private Optional<Signed> verifyWitness(NoteKey key, byte[] stamped) {
        if (stamped.length != TIME_BYTES + SigningKey.SIGNATURE_BYTES) {
            return Optional.empty();
        }
        long time = ByteBuffer.wrap(stamped).getLong();
        boolean holds = time >= 0
                && time <= Instant.MAX.getEpochSecond()
                && key.key().verify(cosigned(time), Arrays.copyOfRange(stamped, TIME_BYTES, stamped.length));
        return holds ? Optional.of(new Signed(key, Optional.of(Instant.ofEpochSecond(time)))) : Optional.empty();
    }

    /// That a key signed, and a witness's time.
    record Signed(NoteKey key, Optional<Instant> at) {}

    private byte[] cosigned(long time) {
        return (COSIGNATURE + "\ntime " + time + "\n" + text()).getBytes(StandardCharsets.UTF_8);
    }

    private static boolean isLine(String line) {
        return !line.isEmpty() && line.chars().noneMatch(c -> c < ' ');
    }
}
