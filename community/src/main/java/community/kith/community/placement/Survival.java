package community.kith.community.placement;

import java.util.Collection;

/// What a segment's shards survive when whatever is worst for it happens.
///
/// @param rows how many distinct shards there are
/// @param domains how many failure domains they lie in
/// @param losses any so many domains may vanish and k distinct shards are left; −1 when there are not even k now
public record Survival(int rows, int domains, int losses) {
    public static Survival of(int k, Collection<Held> held) {
        return Spread.of(held).survival(k);
    }

    public boolean readable() {
        return losses >= 0;
    }
}
