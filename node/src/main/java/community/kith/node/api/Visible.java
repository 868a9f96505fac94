package community.kith.node.api;

/// Something that others can see of me now, counted from what this node really keeps with them and tells them.
///
/// @param who can see it: somebody's name, or a group of people
/// @param what it is, in a few words
/// @param count how many of them there are
/// @param bytes how large they are together; 0 where that means nothing
/// @param hidden what they cannot see of it
public record Visible(String who, String what, long count, long bytes, String hidden) {}
