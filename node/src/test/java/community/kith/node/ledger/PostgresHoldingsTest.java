package community.kith.node.ledger;

import community.kith.base.check.PostgresServer;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Tag;

/// The same accounts, kept by a PostgreSQL server.
@Tag("operators")
class PostgresHoldingsTest extends HoldingsTest {
    private Optional<PostgresAddress> place = Optional.empty();

    @Override
    Ledger fresh() throws IOException {
        return Ledger.open(address());
    }

    @Override
    Ledger lasting() throws IOException {
        var address = place.isPresent() ? place.get() : address();
        place = Optional.of(address);
        return Ledger.open(address);
    }

    private static PostgresAddress address() throws IOException {
        return new PostgresAddress(PostgresServer.shared().createDatabase(), Optional.of(PostgresServer.PASSWORD));
    }
}
