/// My book of people: who they are ([People]), how a bond comes about ([Bonding]), and who is there now ([Presence]).
package community.kith.node.people;
