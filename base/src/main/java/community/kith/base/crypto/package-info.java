/// Keys, signatures and hashes. Start with SigningKey and VerifyingKey.
package community.kith.base.crypto;
