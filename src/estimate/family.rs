//! The families in standard form: with z = (log r - mu) / sigma, the distribution G of z, its density g and slopes.

use statrs::function::erf::erfc;

use super::shape::Family;

#[expect(clippy::float_arithmetic, reason = "an estimate")]
impl Family {
    /// G(z)
    pub(crate) fn below(self, z: f64) -> f64 {
        match self {
            Self::LogNormal => erfc(-z / std::f64::consts::SQRT_2) / 2.0,
            Self::Weibull => -(-z.exp()).exp_m1(),
            Self::LogLogistic => 1.0 / (1.0 + (-z).exp()),
        }
    }

    /// 1 - G(z), without a loss of digits.
    pub(crate) fn above(self, z: f64) -> f64 {
        match self {
            Self::LogNormal | Self::LogLogistic => self.below(-z),
            Self::Weibull => (-z.exp()).exp(),
        }
    }

    /// log g(z), its slope, and the slope of its slope.
    pub(crate) fn log_density(self, z: f64) -> [f64; 3] {
        match self {
            Self::LogNormal => [-z * z / 2.0 - (2.0 * std::f64::consts::PI).ln() / 2.0, -z, -1.0],
            Self::Weibull => [z - z.exp(), 1.0 - z.exp(), -z.exp()],
            Self::LogLogistic => {
                let below = self.below(z);
                let size = z.abs();
                let log = -size - 2.0 * (-size).exp().ln_1p();
                [log, 1.0 - 2.0 * below, -2.0 * below * (1.0 - below)]
            }
        }
    }

    /// The quantile of z with this share above it.
    pub(crate) fn upper_quantile(self, above: f64) -> f64 {
        match self {
            Self::LogNormal => {
                std::f64::consts::SQRT_2 * statrs::function::erf::erfc_inv(2.0 * above)
            }
            Self::Weibull => (-above.ln()).ln(),
            Self::LogLogistic => ((1.0 - above) / above).ln(),
        }
    }
}
