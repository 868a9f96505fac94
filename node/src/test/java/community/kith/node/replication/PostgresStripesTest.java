package community.kith.node.replication;

import community.kith.base.check.PostgresServer;
import community.kith.node.ledger.Ledger;
import community.kith.node.ledger.PostgresAddress;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Tag;

/// The same stripes, kept by a PostgreSQL server.
@Tag("operators")
class PostgresStripesTest extends StripesTest {
    @Override
    Ledger fresh() throws IOException {
        return Ledger.open(
                new PostgresAddress(PostgresServer.shared().createDatabase(), Optional.of(PostgresServer.PASSWORD)));
    }
}
