/// Real nodes in one house: two namespaces on one cable.
package community.kith.interop.house;
