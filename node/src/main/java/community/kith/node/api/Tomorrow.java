package community.kith.node.api;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What would be, were this device gone tomorrow, from what is known today.
///
/// @param passport whether I would get my passport back: enough guardians have lately proved their shares
/// @param need how many guardians it takes
/// @param sure guardians who proved lately that they have their share
/// @param unsure guardians who did not
/// @param drilled when the last drill was
/// @param files how many I have
/// @param readable how many of them would be readable from others
/// @param lost names of some that would not
/// @param keepers who keep the sealed list of everything that is mine
/// @param next what to do about what is missing, the most important first
public record Tomorrow(
        boolean passport,
        int need,
        List<String> sure,
        List<String> unsure,
        Optional<Instant> drilled,
        long files,
        long readable,
        List<String> lost,
        List<String> keepers,
        List<String> next) {
    public Tomorrow {
        sure = List.copyOf(sure);
        unsure = List.copyOf(unsure);
        lost = List.copyOf(lost);
        keepers = List.copyOf(keepers);
        next = List.copyOf(next);
    }
}
