//! The checker of mechanisms: an instance, a certificate, and what they prove.
