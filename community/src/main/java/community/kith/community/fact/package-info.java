/// What entries of this community's logs can say. Start with [Fact]; `docs/spec/log.md` tells how to add one.
package community.kith.community.fact;
