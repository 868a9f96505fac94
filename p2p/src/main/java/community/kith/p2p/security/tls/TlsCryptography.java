package community.kith.p2p.security.tls;

import java.io.IOException;
import java.net.ProtocolException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import org.bouncycastle.jcajce.util.DefaultJcaJceHelper;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.CertificateType;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.crypto.TlsCertificate;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCertificate;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCrypto;

/// The JDK's ciphers for the TLS library, with our own eyes for certificates.
final class TlsCryptography extends JcaTlsCrypto {
    TlsCryptography(SecureRandom entropy) {
        super(new DefaultJcaJceHelper(), entropy, entropy);
    }

    @Override
    public TlsCertificate createCertificate(short type, byte[] encoding) throws IOException {
        if (type != CertificateType.X509) {
            throw new TlsFatalAlert(AlertDescription.unsupported_certificate);
        }
        try {
            return certificate(new LeafCertificate(PeerCertificate.parse(encoding)));
        } catch (ProtocolException e) {
            throw new TlsFatalAlert(AlertDescription.bad_certificate, e);
        }
    }

    TlsCertificate certificate(X509Certificate certificate) {
        return new JcaTlsCertificate(this, certificate);
    }
}
