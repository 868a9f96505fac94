/// Where content is to be had beyond my own people.
///
/// Read [ContentLocation][community.kith.node.location.ContentLocation] first.
package community.kith.node.location;
