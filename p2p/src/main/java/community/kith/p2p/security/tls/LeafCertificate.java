package community.kith.p2p.security.tls;

import java.math.BigInteger;
import java.security.Principal;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.Set;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/// A certificate as far as TLS libraries ask about it. They need its bytes and its key; whether to trust it is for
/// [PeerCertificate] to say.
@SuppressWarnings({"JavaUtilDate", "deprecation"}) // the class above wants it
final class LeafCertificate extends X509Certificate {
    private static final long serialVersionUID = 1L;
    private static final String ECDSA_WITH_SHA256 = "1.2.840.10045.4.3.2";

    private final transient PeerCertificate parsed;

    LeafCertificate(PeerCertificate parsed) {
        this.parsed = parsed;
    }

    @Override
    public byte[] getEncoded() {
        return parsed.encoded();
    }

    @Override
    public PublicKey getPublicKey() {
        return parsed.key();
    }

    @Override
    public void verify(PublicKey by) throws CertificateException {
        throw new CertificateException("it is not verified this way");
    }

    @Override
    public void verify(PublicKey by, String provider) throws CertificateException {
        verify(by);
    }

    @Override
    public void checkValidity() throws CertificateExpiredException, CertificateNotYetValidException {
        checkValidity(new Date());
    }

    @Override
    public void checkValidity(Date date) throws CertificateExpiredException, CertificateNotYetValidException {
        Instant now = date.toInstant();
        if (now.isBefore(parsed.validity().from())) {
            throw new CertificateNotYetValidException("not valid yet");
        }
        if (now.isAfter(parsed.validity().until())) {
            throw new CertificateExpiredException("expired");
        }
    }

    @Override
    public int getVersion() {
        return 3;
    }

    @Override
    public BigInteger getSerialNumber() {
        return parsed.serial();
    }

    /// Names in it mean nothing.
    @Override
    public X500Principal getIssuerX500Principal() {
        return new X500Principal("");
    }

    @Override
    public X500Principal getSubjectX500Principal() {
        return new X500Principal("");
    }

    @Override
    public Principal getIssuerDN() {
        return getIssuerX500Principal();
    }

    @Override
    public Principal getSubjectDN() {
        return getSubjectX500Principal();
    }

    @Override
    public Date getNotBefore() {
        return Date.from(parsed.validity().from());
    }

    @Override
    public Date getNotAfter() {
        return Date.from(parsed.validity().until());
    }

    @Override
    public byte[] getTBSCertificate() {
        return parsed.signedPart();
    }

    @Override
    public byte[] getSignature() {
        return parsed.signature();
    }

    @Override
    public String getSigAlgName() {
        return "SHA256withECDSA";
    }

    @Override
    public String getSigAlgOID() {
        return ECDSA_WITH_SHA256;
    }
    // The rest is absent.

    @Override
    public byte @Nullable [] getSigAlgParams() {
        return null;
    }

    @Override
    public boolean @Nullable [] getIssuerUniqueID() {
        return null;
    }

    @Override
    public boolean @Nullable [] getSubjectUniqueID() {
        return null;
    }

    @Override
    public boolean @Nullable [] getKeyUsage() {
        return null;
    }

    @Override
    public int getBasicConstraints() {
        return -1;
    }

    @Override
    public @Nullable Set<String> getCriticalExtensionOIDs() {
        return null;
    }

    @Override
    public @Nullable Set<String> getNonCriticalExtensionOIDs() {
        return null;
    }

    @Override
    public byte @Nullable [] getExtensionValue(String oid) {
        return null;
    }

    @Override
    public boolean hasUnsupportedCriticalExtension() {
        return false;
    }

    @Override
    public String toString() {
        return "the certificate of a libp2p peer";
    }
}
