//! The flags of `estimate` that say how the instance is called.

use ironproof_estimate::Frame;
use ironproof_number::rational::Rational;

#[derive(clap::Args)]
pub(super) struct NamingFlags {
    /// Name of the instance [default: that of the data]
    #[arg(long)]
    name: Option<String>,
    /// A line about the instance, for figures and reports [default: where it comes from]
    #[arg(long)]
    title: Option<String>,
    /// The unit of money, for figures and reports, such as "euros a year"
    #[arg(long)]
    unit: Option<String>,
}

impl NamingFlags {
    pub(super) fn named(
        &self,
        name: &str,
        source: &str,
        levels: Vec<(Rational, Rational)>,
    ) -> Frame {
        let frame = Frame::new(self.name.as_deref().unwrap_or(name), source, levels);
        Frame { title: self.title.clone().unwrap_or(frame.title), unit: self.unit.clone(), ..frame }
    }
}
