package community.kith.p2p.security.tls;

import community.kith.base.name.PeerId;
import java.io.IOException;
import java.util.Hashtable;
import java.util.Objects;
import java.util.Optional;
import java.util.Vector;
import org.bouncycastle.tls.AbstractTlsServer;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.ProtocolName;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.TlsCredentials;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsUtils;
import org.jspecify.annotations.Nullable;

/// The end that was dialled, for one handshake. The caller must show a certificate, and its favourite muxer is taken.
@SuppressWarnings("JdkObsolete") // the library speaks in Vectors
final class TlsResponder extends AbstractTlsServer {
    private final TlsProfile profile;
    private @Nullable PeerId met;

    TlsResponder(TlsProfile profile) {
        super(profile.crypto());
        this.profile = profile;
    }

    /// Who the other end proved to be.
    PeerId met() {
        return Objects.requireNonNull(met, "no handshake yet");
    }

    Optional<String> muxer() {
        return TlsProfile.muxer(context);
    }

    @Override
    public TlsCredentials getCredentials() {
        return profile.credentials(context);
    }

    @Override
    public CertificateRequest getCertificateRequest() throws IOException {
        return new CertificateRequest(TlsUtils.EMPTY_BYTES, TlsProfile.signatures(), null, null);
    }

    @Override
    public void notifyClientCertificate(Certificate shown) throws IOException {
        met = profile.verify(shown, Optional.empty());
    }

    @Override
    @SuppressWarnings("rawtypes")
    public void processClientExtensions(Hashtable extensions) throws IOException {
        super.processClientExtensions(extensions);
        if (selectedProtocolName == null) {
            throw new TlsFatalAlert(AlertDescription.no_application_protocol);
        }
    }

    @Override
    protected Vector<ProtocolName> getProtocolNames() {
        return profile.protocolNames();
    }

    /// The first of the caller's that we have too.
    @Override
    @SuppressWarnings("rawtypes")
    protected @Nullable ProtocolName selectProtocolName(Vector callers, Vector ours) {
        for (Object name : callers) {
            if (ours.contains(name)) {
                return (ProtocolName) name;
            }
        }
        return null;
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
    public int[] getSupportedGroups() {
        return TlsProfile.groups();
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
