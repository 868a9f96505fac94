package community.kith.node.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import community.kith.store.s3.S3Address;
import java.io.IOException;
import java.io.StringReader;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class PlacesTest {
    private static final Map<String, String> NOTHING = Map.of();

    @Test
    void areInTheHomeWhenNothingIsSet() throws IOException {
        assertThat(Places.from(properties("name=Ada"), NOTHING)).isEqualTo(Places.HOME);
    }

    @Test
    void areWhereTheOwnerSays() throws IOException {
        var places = Places.from(
                properties("""
                        ledger=jdbc:postgresql://db.example:5432/kith?user=kith&sslmode=verify-full
                        ledger.password=from-the-file
                        blobs=s3://vault/node-7?endpoint=https://s3.example:443&region=eu-1
                        blobs.capacity=10TB
                        blobs.access-key=who
                        """), Map.of("AWS_SECRET_ACCESS_KEY", "hush", "KITH_LEDGER_PASSWORD", "from-outside"));
        assertThat(places.ledger().orElseThrow().password()).contains("from-outside");
        var bucket = places.blobs().orElseThrow();
        assertThat(bucket.capacityBytes()).isEqualTo(10_000_000_000_000L);
        assertThat(bucket.address().prefix()).isEqualTo("node-7/");
        assertThat(bucket.address().endpoint()).hasToString("https://s3.example");
        assertThat(bucket.address().style()).isEqualTo(S3Address.Style.PATH);
        assertThat(places.toString())
                .doesNotContain("hush")
                .doesNotContain("who")
                .doesNotContain("from-outside");
    }

    @Test
    void areAtAmazonWithoutAnEndpoint() {
        var address = S3Address.parse("s3://my-vault?region=eu-central-1");
        assertThat(address.endpoint()).hasToString("https://s3.eu-central-1.amazonaws.com");
        assertThat(address.style()).isEqualTo(S3Address.Style.HOST);
    }

    @Test
    void refuseWhatIsNotUnderstoodByItsName() {
        refused("ledger=jdbc:mysql://x", "ledger");
        refused("blobs=s3://vault", "blobs.capacity");
        refused("blobs=s3://vault\nblobs.capacity=1TB", "AWS_ACCESS_KEY_ID");
        refused("blobs=s3://vault\nblobs.capacity=1TB\nblobs.access-key=a", "AWS_SECRET_ACCESS_KEY");
        var keys = "\nblobs.capacity=1TB\nblobs.access-key=a\nblobs.secret-key=b";
        refused("blobs=ftp://vault" + keys, "s3://BUCKET");
        refused("blobs=s3://Not_A_Bucket" + keys, "bucket");
        refused("blobs=s3://vault?endpoint=https://me:hush@host" + keys, "no credentials");
        refused("blobs=s3://vault?colour=red" + keys, "colour");
        refused("blobs=s3://vault?style=odd" + keys, "style");
    }

    private static void refused(String text, String naming) {
        assertThatThrownBy(() -> Places.from(properties(text), NOTHING))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("config.properties")
                .hasMessageContaining(naming)
                .hasMessageNotContaining("hush");
    }

    private static Properties properties(String text) throws IOException {
        var properties = new Properties();
        properties.load(new StringReader(text));
        return properties;
    }
}
