package community.kith.p2p.security.tls;

import community.kith.base.crypto.SigningKey;
import community.kith.base.name.PeerId;
import community.kith.p2p.security.Handshake;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.bouncycastle.tls.TlsClientProtocol;
import org.bouncycastle.tls.TlsException;
import org.bouncycastle.tls.TlsServerProtocol;
import org.jspecify.annotations.Nullable;

/// The libp2p handshake over TLS 1.3 (libp2p specs, `tls/tls.md`): each end shows one certificate that its identity key
/// vouches
/// for, and a muxer may be agreed on by ALPN (`connections/inlined-muxer-negotiation.md`).
///
/// One object serves any number of connections of one host: the certificate is made once.
public final class TlsHandshake implements Handshake {
    /// Its name in multistream-select.
    public static final String PROTOCOL = "/tls/1.0.0";

    private static final int READ_AHEAD_BYTES = 32 * 1024;

    private final Supplier<TlsProfile> make;
    /// Guarded by this object's monitor: made when it is first needed, because a fresh key takes a while.
    private @Nullable TlsProfile made;

    /// A handshake on behalf of `identity`, offering `muxers`, the preferred first.
    ///
    /// @param clock tells whether a peer's certificate is valid now
    public TlsHandshake(SigningKey identity, List<String> muxers, RandomGenerator random, InstantSource clock) {
        this.make = () -> new TlsProfile(
                new TlsCryptography(Entropy.of(random)),
                OwnCertificate.of(identity, random),
                List.copyOf(muxers),
                clock);
    }

    private synchronized TlsProfile profile() {
        TlsProfile profile = made == null ? make.get() : made;
        made = profile;
        return profile;
    }

    @Override
    public String protocol() {
        return PROTOCOL;
    }

    /// Speaks first. The responder may still turn us away afterwards: then the first read of the channel fails.
    @Override
    public Outcome initiate(Wire wire, Optional<PeerId> expected) throws IOException {
        CorkedOutput out = new CorkedOutput(wire);
        TlsClientProtocol tls = new TlsClientProtocol(readAhead(wire, out), out);
        TlsInitiator us = new TlsInitiator(profile(), expected);
        try {
            tls.connect(us);
            out.established();
        } catch (TlsException e) {
            throw refused(e);
        }
        return new Outcome(new TlsChannel(wire, tls, out), us.met(), us.muxer());
    }

    @Override
    public Outcome respond(Wire wire) throws IOException {
        CorkedOutput out = new CorkedOutput(wire);
        TlsServerProtocol tls = new TlsServerProtocol(readAhead(wire, out), out);
        TlsResponder us = new TlsResponder(profile());
        try {
            tls.accept(us);
            out.established();
        } catch (TlsException e) {
            throw refused(e);
        }
        return new Outcome(new TlsChannel(wire, tls, out), us.met(), us.muxer());
    }

    private static InputStream readAhead(Wire wire, CorkedOutput out) {
        InputStream answers = new FilterInputStream(wire.in()) {
            @Override
            public int read(byte[] b, int off, int len) throws IOException {
                out.beforeReading();
                return super.read(b, off, len);
            }

            // The output's end says the last word, and closes the connection after it.
            @Override
            public void close() {}
        };
        return new BufferedInputStream(answers, READ_AHEAD_BYTES);
    }

    /// The library's complaint in the words that the rest of p2p uses.
    static ProtocolException refused(TlsException e) {
        if (e.getCause() instanceof ProtocolException ours) {
            return ours;
        }
        return (ProtocolException) new ProtocolException("tls: " + e.getMessage()).initCause(e);
    }
}
