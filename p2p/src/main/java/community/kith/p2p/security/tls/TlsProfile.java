package community.kith.p2p.security.tls;

import community.kith.base.name.PeerId;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Vector;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CertificateEntry;
import org.bouncycastle.tls.CipherSuite;
import org.bouncycastle.tls.NamedGroup;
import org.bouncycastle.tls.ProtocolName;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.SignatureScheme;
import org.bouncycastle.tls.TlsContext;
import org.bouncycastle.tls.TlsCredentials;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsUtils;
import org.bouncycastle.tls.crypto.TlsCertificate;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaDefaultTlsCredentialedSigner;

/// What both ends of our TLS have in common: 1.3 and nothing older, what they offer, and whom they believe.
///
/// @param own what we show of ourselves
/// @param muxers offered inside of the handshake, the preferred first
/// @param clock tells whether a peer's certificate is valid now
@SuppressWarnings("JdkObsolete") // the library speaks in Vectors
record TlsProfile(TlsCryptography crypto, OwnCertificate own, List<String> muxers, InstantSource clock) {
    private static final String LIBP2P = "libp2p";
    private static final int OWN_SCHEME = SignatureScheme.ecdsa_secp256r1_sha256;
    private static final List<Integer> SCHEMES = List.of(
            OWN_SCHEME,
            SignatureScheme.ecdsa_secp384r1_sha384,
            SignatureScheme.ecdsa_secp521r1_sha512,
            SignatureScheme.ed25519,
            SignatureScheme.rsa_pss_rsae_sha256,
            SignatureScheme.rsa_pss_rsae_sha384,
            SignatureScheme.rsa_pss_rsae_sha512);

    static ProtocolVersion[] versions() {
        return ProtocolVersion.TLSv13.only();
    }

    static int[] cipherSuites() {
        return new int[] {
            CipherSuite.TLS_AES_128_GCM_SHA256,
            CipherSuite.TLS_CHACHA20_POLY1305_SHA256,
            CipherSuite.TLS_AES_256_GCM_SHA384
        };
    }

    static int[] groups() {
        return new int[] {NamedGroup.x25519, NamedGroup.secp256r1, NamedGroup.secp384r1};
    }

    static Vector<SignatureAndHashAlgorithm> signatures() {
        Vector<SignatureAndHashAlgorithm> accepted = new Vector<>();
        SCHEMES.forEach(scheme -> accepted.add(SignatureScheme.getSignatureAndHashAlgorithm(scheme)));
        return accepted;
    }

    /// What we offer by ALPN: the muxers and, always last, the protocol itself.
    Vector<ProtocolName> protocolNames() {
        Vector<ProtocolName> names = new Vector<>();
        muxers.forEach(muxer -> names.add(ProtocolName.asUtf8Encoding(muxer)));
        names.add(ProtocolName.asUtf8Encoding(LIBP2P));
        return names;
    }

    /// The muxer that a finished handshake agreed on, if it did.
    static Optional<String> muxer(TlsContext context) {
        return Optional.ofNullable(context.getSecurityParametersConnection().getApplicationProtocol())
                .map(name -> new String(name.getBytes(), StandardCharsets.UTF_8))
                .filter(name -> !name.equals(LIBP2P));
    }

    TlsCredentials credentials(TlsContext context) {
        CertificateEntry entry = new CertificateEntry(crypto.certificate(own.certificate()), null);
        return new JcaDefaultTlsCredentialedSigner(
                new TlsCryptoParameters(context),
                crypto,
                own.key(),
                new Certificate(TlsUtils.EMPTY_BYTES, new CertificateEntry[] {entry}),
                SignatureScheme.getSignatureAndHashAlgorithm(OWN_SCHEME));
    }

    /// Who the other end is by its chain, which must be one valid certificate.
    PeerId verify(Certificate chain, Optional<PeerId> expected) throws IOException {
        if (chain.getLength() != 1) {
            throw new TlsFatalAlert(
                    AlertDescription.bad_certificate,
                    new ProtocolException("tls: %d certificates, not one".formatted(chain.getLength())));
        }
        TlsCertificate leaf = chain.getCertificateAt(0);
        try {
            PeerId peer = PeerCertificate.parse(leaf.getEncoded()).verify(clock.instant());
            if (expected.isPresent() && !expected.get().equals(peer)) {
                throw new ProtocolException("expected " + expected.get() + " and met " + peer);
            }
            return peer;
        } catch (ProtocolException e) {
            throw new TlsFatalAlert(AlertDescription.bad_certificate, e);
        }
    }
}
