/// What `doctor` can tell without a running node. [Checkup] is all there is.
package community.kith.app.checkup;
