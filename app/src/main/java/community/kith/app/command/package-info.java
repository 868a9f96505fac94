/// One class for each command. [KithCommand] is the root that they hang from; [Surroundings] is all they know of the
/// machine.
package community.kith.app.command;
