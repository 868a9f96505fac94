package community.kith.p2p.security.tls;

import community.kith.base.name.PeerId;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import java.util.Vector;
import org.bouncycastle.tls.AbstractTlsClient;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.ProtocolName;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.TlsAuthentication;
import org.bouncycastle.tls.TlsCredentials;
import org.bouncycastle.tls.TlsServerCertificate;
import org.jspecify.annotations.Nullable;

/// The end that dialled, for one handshake. It names no server (SNI), as the specification asks.
@SuppressWarnings("JdkObsolete") // the library speaks in Vectors
final class TlsInitiator extends AbstractTlsClient {
    private final TlsProfile profile;
    private final Optional<PeerId> expected;
    private @Nullable PeerId met;

    TlsInitiator(TlsProfile profile, Optional<PeerId> expected) {
        super(profile.crypto());
        this.profile = profile;
        this.expected = expected;
    }

    /// Who the other end proved to be.
    PeerId met() {
        return Objects.requireNonNull(met, "no handshake yet");
    }

    Optional<String> muxer() {
        return TlsProfile.muxer(context);
    }

    @Override
    public TlsAuthentication getAuthentication() {
        return new TlsAuthentication() {
            @Override
            public void notifyServerCertificate(TlsServerCertificate shown) throws IOException {
                met = profile.verify(shown.getCertificate(), expected);
            }

            @Override
            public TlsCredentials getClientCredentials(CertificateRequest request) {
                return profile.credentials(context);
            }
        };
    }

    @Override
    protected ProtocolVersion[] getSupportedVersions() {
        return TlsProfile.versions();
    }

    @Override
    protected int[] getSupportedCipherSuites() {
        return TlsProfile.cipherSuites();
    }

    @Override
    protected Vector<ProtocolName> getProtocolNames() {
        return profile.protocolNames();
    }

    @Override
    @SuppressWarnings("rawtypes")
    protected Vector<Integer> getSupportedGroups(Vector roles) {
        Vector<Integer> groups = new Vector<>();
        for (int group : TlsProfile.groups()) {
            groups.add(group);
        }
        return groups;
    }

    @Override
    protected Vector<SignatureAndHashAlgorithm> getSupportedSignatureAlgorithms() {
        return TlsProfile.signatures();
    }

    @Override
    public int getMaxCertificateChainLength() {
        return 1;
    }

    @Override
    public boolean shouldCheckSigAlgOfPeerCerts() {
        return false;
    }

    @Override
    public boolean requiresCloseNotify() {
        return false;
    }
}
