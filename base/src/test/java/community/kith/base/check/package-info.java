/// Ways to try a promise on many inputs. Start with Property; Fuzz is for what parses bytes from outside.
package community.kith.base.check;
