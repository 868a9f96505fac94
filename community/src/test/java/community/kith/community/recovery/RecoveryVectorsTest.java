package community.kith.community.recovery;

import static community.kith.community.recovery.Guardians.ADA;
import static community.kith.community.recovery.Guardians.NOON;
import static community.kith.community.recovery.Guardians.did;
import static community.kith.community.recovery.Guardians.seeded;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.ProtocolException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/// The vectors of `docs/spec/recovery.md`.
class RecoveryVectorsTest {
    private static final String SHARE =
            "0172d41bbad99db9186e0ffa6993f84c69fdcd2d34f1b94708e4f02d54dc84aaa9d5d9bef76808f3b572e59001"
                    + "12b81927ba5bb5f67e1bda28b4049bf0e4aed78d";
    private static final String POLICY =
            "a9616e016176016261741a6b0187c062627958208a88e3dd7409f195fd52db2d3cba5d72ca6709bf1d94121bf3"
                    + "748801b40f6f5c626f6683a2616358206c7c57c0c083eb9a4f4a78d6e09fcb6c63e83b44d87d7db31f8a3bca37"
                    + "dab94e636b657958208139770ea87d175f56a35466c34c7ecccb8d8a91b4ee37a25df60f5b8fc9b394a2616358"
                    + "207e0b9cfc9021b31d61aa17864fcdee95c574d8c4d3dbfca1f2fb2c8102aed20c636b65795820ed4928c628d1"
                    + "c2c6eae90338905995612959273a5c63f93636c14614ac8737d1a261635820d13a7da7672f040b983035f48008"
                    + "fd69ba4ea60e45296226944bbd1f1621ee12636b65795820ca93ac1705187071d67b83c7ff0efe8108e8ec4530"
                    + "575d7726879333dbdabe7c637369675840dd8593488f03da017d19d601a9007ce7feae6b1712df1899c5dcc0ab"
                    + "30e7777866665d7f33fabbda913de05d637faaac5e5633fb41a5101045d786fc12900602646e616d6563416461"
                    + "646e6565640264776169741a00015180";
    private static final String KEPT =
            "1adf2184fcdac3fc8ef89fd2c953082313a99eba6a66d62d99461e756814df70995852aa0148b11921fc5c6436"
                    + "8e397f5b12c617712eb21eb6b6e8fbf1c1f1c1c70590972f8e97895f20ffb00e7a353a4cf2ec903b0f2fd56fa2"
                    + "8cbf7b90b1d05bcbe2fc73fcf6ef0d0740687637907067";
    private static final String REQUEST =
            "a76176016261741a6b0187c0626f6658208a88e3dd7409f195fd52db2d3cba5d72ca6709bf1d94121bf3748801"
                    + "b40f6f5c636b657958208ca63145907a2e6c5fb3dc0791c0189b8252da3e4143704b3b2ca4e526f25dd1637369"
                    + "675840d87c330e6db2474941d8d7968d068000e68b60c9ac8f9e47aa1d95b5f406a4860f849161e07d8e28e847"
                    + "e070c16bad2cf4720e220f922a859e3af363f9d42204646e616d656a6e6577206c6170746f70656e6f6e636558"
                    + "2073d51abbd89cb8196f0efb6892f94d68fccc2c35f0b84609e5f12c55dd85aba8";
    private static final String REFUSAL =
            "a56176016261741a6b0187c063736967584087d485221022247ee659a5a8b12de114af760dbd7d70fd1787ba4d"
                    + "5526fea64f6241c29b42ae08f6ca99ed84cbb051f1d550f8b9500fd10b80b6298cd881580266646576696365a6"
                    + "6176016261741a6ae6810062627958208a88e3dd7409f195fd52db2d3cba5d72ca6709bf1d94121bf3748801b4"
                    + "0f6f5c636b6579582093db9f2ee0f7e39e942fb59441190bf20b9c43cfcc8a051a152499cf392b7a3763736967"
                    + "5840ce9a1653ecb2b9d2f73121dcac4c7ed303a3e1e318bf9f5acd0cb4f9b0a2f06abe34396e89922f2bc491a4"
                    + "19a2a4aa4d89323a88a05c76f0da77f2e375ce5306646e616d65666c6170746f706772657175657374d82a5825"
                    + "000171122067e8179db4e356b97183c533a5f491c8fc6ef9fff474771f6b3bd5379dda3ad3";

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }

    @Test
    void thePolicyIsWhatItWas() throws ProtocolException {
        RecoveryPolicy policy = RecoveryPolicy.parse(hex(POLICY));
        assertThat(policy.verify(NOON).isAllowed()).isTrue();
        assertThat(policy.bytes()).isEqualTo(hex(POLICY));
        assertThat(policy.id()).hasToString("bafyreigbkqr2ityqtf4mrnpy2bnokldy7wjpbvraeqec37wrhxgocl55wm");
        assertThat(policy.did()).isEqualTo(did(ADA));
        assertThat(policy.isShareOf(did(seeded(2)), Share.parse(hex(SHARE)))).isTrue();
        assertThat(SealedShare.openAsGuardian(policy, seeded(2), hex(KEPT))).contains(Share.parse(hex(SHARE)));
        assertThat(HexFormat.of().formatHex(Share.parse(hex(SHARE)).answer(policy, new byte[32])))
                .isEqualTo("dbf777c6c5304cf75c8e8578525b01d2f9d13686d19bc91a5eb3e0c4325ed429");
    }

    @Test
    void requestAndRefusalAreWhatTheyWere() throws ProtocolException {
        RecoveryRequest request = RecoveryRequest.parse(hex(REQUEST));
        assertThat(request.verify(NOON).isAllowed()).isTrue();
        assertThat(request.bytes()).isEqualTo(hex(REQUEST));
        assertThat(request.id()).hasToString("bafyreidh5alz3nhdk24xda6fgos7jeoi7rxpt77uor3r62z32u3z3wr22m");
        RecoveryRefusal refusal = RecoveryRefusal.parse(hex(REFUSAL));
        assertThat(refusal.verify(request, NOON).isAllowed()).isTrue();
        assertThat(refusal.bytes()).isEqualTo(hex(REFUSAL));
    }
}
