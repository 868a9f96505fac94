package community.kith.p2p.security;

import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The three messages of Noise XX, seen from one end: it turns payloads into messages and back, and knows no sockets.
///
/// ```
/// -> e
/// <- e, ee, s, es
/// -> s, se
/// ```
final class XxPattern {
    private static final int MESSAGES = 3;

    private final boolean initiator;
    private final X25519Key ours;
    private final X25519Key ephemeral;
    private final SymmetricState state = new SymmetricState();
    private int step;
    private byte @Nullable [] theirEphemeral;
    private byte @Nullable [] theirStatic;

    XxPattern(boolean initiator, X25519Key ours, X25519Key ephemeral, byte[] prologue) {
        this.initiator = initiator;
        this.ours = ours;
        this.ephemeral = ephemeral;
        state.mixHash(prologue);
    }

    byte[] write(byte[] payload) throws ProtocolException {
        expectTurn(true);
        ByteBuffer out = ByteBuffer.allocate(payload.length + 2 * X25519Key.BYTES + 2 * CipherState.TAG_BYTES);
        switch (step++) {
            case 0 -> putEphemeral(out);
            case 1 -> {
                putEphemeral(out);
                state.mixKey(ephemeral.agree(theirEphemeral()));
                out.put(state.encryptAndHash(ours.publicBytes()));
                state.mixKey(ours.agree(theirEphemeral()));
            }
            default -> {
                out.put(state.encryptAndHash(ours.publicBytes()));
                state.mixKey(ours.agree(theirEphemeral()));
            }
        }
        out.put(state.encryptAndHash(payload));
        return Arrays.copyOf(out.array(), out.position());
    }

    byte[] read(byte[] message) throws ProtocolException {
        expectTurn(false);
        ByteBuffer in = ByteBuffer.wrap(message);
        switch (step++) {
            case 0 -> takeEphemeral(in);
            case 1 -> {
                takeEphemeral(in);
                state.mixKey(ephemeral.agree(theirEphemeral()));
                takeStatic(in);
                state.mixKey(ephemeral.agree(theirStatic()));
            }
            default -> {
                takeStatic(in);
                state.mixKey(ephemeral.agree(theirStatic()));
            }
        }
        return state.decryptAndHash(take(in, in.remaining()));
    }

    /// The other end's static key, known once its message was read.
    byte[] theirStatic() throws ProtocolException {
        if (theirStatic == null) {
            throw new ProtocolException("noise: the peer's static key has not come");
        }
        return theirStatic;
    }

    byte[] handshakeHash() {
        return state.hash();
    }

    /// What seals our messages, then what opens theirs; the handshake is over.
    ///
    /// @param aead what both ends agreed on
    CipherState[] split(Aead aead) {
        CipherState[] keys = state.split(aead);
        return initiator ? keys : new CipherState[] {keys[1], keys[0]};
    }

    private void expectTurn(boolean writing) {
        boolean ourTurn = (step % 2 == 0) == initiator;
        if (step >= MESSAGES || ourTurn != writing) {
            throw new IllegalStateException(
                    "noise: message " + step + " is not ours to " + (writing ? "send" : "read"));
        }
    }

    private void putEphemeral(ByteBuffer out) {
        out.put(ephemeral.publicBytes());
        state.mixHash(ephemeral.publicBytes());
    }

    private void takeEphemeral(ByteBuffer in) throws ProtocolException {
        byte[] key = take(in, X25519Key.BYTES);
        theirEphemeral = key;
        state.mixHash(key);
    }

    private void takeStatic(ByteBuffer in) throws ProtocolException {
        theirStatic = state.decryptAndHash(take(in, X25519Key.BYTES + CipherState.TAG_BYTES));
    }

    private byte[] theirEphemeral() throws ProtocolException {
        if (theirEphemeral == null) {
            throw new ProtocolException("noise: the peer's ephemeral key has not come");
        }
        return theirEphemeral;
    }

    private static byte[] take(ByteBuffer in, int length) throws ProtocolException {
        if (in.remaining() < length) {
            throw new ProtocolException("noise: a handshake message that ends early");
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }
}
