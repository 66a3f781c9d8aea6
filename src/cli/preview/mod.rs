//! `candor preview`: a policy in the browser while it is being written.
//!
//! One thread, the main one, makes the policy whenever a file changes ([`made`]); a thread per
//! request hands out what was made last ([`server`]). The page asks nothing of anybody else.

mod good;
mod http;
mod made;
mod server;
mod site;
mod state;

use std::net::{Ipv4Addr, TcpListener};
use std::path::PathBuf;
use std::sync::Arc;

use candor::report::neutral;

use super::Verdict;
use super::terminal::Terminal;
use super::watch::{Watch, Watched, Woken};
use crate::workspace::settings::Wording;
use crate::workspace::{Failure, load};
use made::Subject;
use site::Site;

/// The port that is tried if none is asked for, so that an open page finds the next preview.
const PORT: u16 = 4747;

// The arguments of `candor preview`.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The policy. Without one, the one that `candor.yaml` names, or the one in this folder.
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,
    /// The port to listen on; 0 is any that is free [default: 4747, or any that is free].
    #[arg(long, value_name = "PORT")]
    port: Option<u16>,
    /// Open the preview in the browser.
    #[arg(long)]
    open: bool,
    #[command(flatten)]
    wording: Wording,
}

/// Runs `candor preview`.
pub(super) fn run(arguments: &Arguments, terminal: &Terminal) -> Result<Verdict, Failure> {
    if arguments.file.as_ref().is_some_and(|file| file.as_os_str() == "-") {
        return Err(Failure::new("standard input cannot be watched").with_help("name a file"));
    }
    let mut watch = Watch::new()?;
    let mut watched = Watched::default();
    // What is wrong with the command line is said before anything is served.
    let subject = Subject::find(arguments.file.as_ref())?;
    let listener = listen(arguments.port)?;
    let port = listener.local_addr().map_err(|error| cannot_listen(&error))?.port();
    let site = Arc::new(Site::new(port));
    server::start(listener, &site)?;
    let mut address = Some(format!("http://127.0.0.1:{port}/"));
    loop {
        let result = made::make(&subject, &arguments.wording, &mut watched);
        let finished = result.is_ok();
        site.show(result);
        watch.follow(watched, finished);
        if let Some(address) = address.take() {
            terminal.say(&format!("preview of {} at {address}\nCtrl-C ends it", neutral(subject.shown())));
            if arguments.open && open::that_detached(&address).is_err() {
                terminal.say("no browser could be started; open the address yourself");
            }
        }
        match watch.wait() {
            Woken::Stopped => {
                site.close();
                terminal.say("preview ended");
                return Ok(Verdict::Clean);
            }
            Woken::Changed(_) => {}
        }
        watch.look();
        watched = Watched::default();
    }
}

/// Listens on the loopback device, and nowhere else.
fn listen(asked: Option<u16>) -> Result<TcpListener, Failure> {
    let on = |port| TcpListener::bind((Ipv4Addr::LOCALHOST, port));
    match asked {
        Some(port) => on(port).map_err(|error| cannot_use(port, &error)),
        None => on(PORT).or_else(|_| on(0)).map_err(|error| cannot_listen(&error)),
    }
}

fn cannot_use(port: u16, error: &std::io::Error) -> Failure {
    let why = match error.kind() {
        std::io::ErrorKind::AddrInUse => "another program uses it".to_owned(),
        std::io::ErrorKind::PermissionDenied => "it is reserved for the system".to_owned(),
        _ => load::plain(error),
    };
    Failure::new(format!("cannot listen on port {port}: {why}"))
        .with_help("name another with `--port`, or leave it out to take one that is free")
}

fn cannot_listen(error: &std::io::Error) -> Failure {
    Failure::new(format!("cannot listen on this machine's own address: {}", load::plain(error)))
}
