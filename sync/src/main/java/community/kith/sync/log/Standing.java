package community.kith.sync.log;

/// How far an entry is to be relied on.
public enum Standing {
    /// Its log tells one story up to here.
    SOUND,
    /// Its device contradicts itself at this place or before, and nobody has settled which branch counts. Views let
    /// such entries
    /// take away rights and never give any.
    DISPUTED,
    /// Its log was forked, and this branch was given up.
    ABANDONED
}
