package community.kith.p2p.quic;

import community.kith.base.name.PeerId;
import community.kith.p2p.security.tls.OwnCertificate;
import community.kith.p2p.security.tls.PeerCertificate;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicSslContext;
import io.netty.handler.codec.quic.QuicSslContextBuilder;
import io.netty.handler.ssl.ClientAuth;
import java.io.IOException;
import java.net.ProtocolException;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.time.InstantSource;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLPeerUnverifiedException;

/// Who we are in QUIC's handshakes, and who others are.
final class QuicIdentity {
    private static final String ALPN = "libp2p";

    private final QuicSslContext caller;
    private final QuicSslContext called;

    QuicIdentity(OwnCertificate own, InstantSource clock) {
        OneKey key = new OneKey(own);
        PeerTrust trust = new PeerTrust(clock);
        this.caller = QuicSslContextBuilder.forClient()
                .keyManager(key, null)
                .trustManager(trust)
                .applicationProtocols(ALPN)
                .build();
        this.called = QuicSslContextBuilder.forServer(key, null)
                .trustManager(trust)
                .applicationProtocols(ALPN)
                .clientAuth(ClientAuth.REQUIRE)
                .build();
    }

    /// For connections that we dial.
    QuicSslContext caller() {
        return caller;
    }

    /// For those that others dial.
    QuicSslContext called() {
        return called;
    }

    /// Who is at the other end of a connection whose handshake is done.
    static PeerId peerOf(QuicChannel channel) throws IOException {
        SSLEngine engine = channel.sslEngine();
        if (engine == null) {
            throw new IOException("quic: the connection is gone");
        }
        try {
            Certificate[] shown = engine.getSession().getPeerCertificates();
            if (shown.length != 1) {
                throw new ProtocolException("quic: %d certificates, not one".formatted(shown.length));
            }
            return PeerCertificate.parse(shown[0].getEncoded()).claimed();
        } catch (SSLPeerUnverifiedException | CertificateEncodingException e) {
            throw (ProtocolException) new ProtocolException("quic: no certificate").initCause(e);
        }
    }
}
