/// Where the program begins: [Main] looks at the machine and hands what it sees to the commands.
package community.kith.app;
