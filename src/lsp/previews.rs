//! Previews in the browser that an editor asked for.

use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::thread;

use serde_json::json;

use super::transport::Client;

/// Previews that were started, by policy; they end with the server.
#[derive(Debug, Default)]
pub(super) struct Previews(Vec<(PathBuf, Child)>);

impl Previews {
    /// Starts `candor preview` for a policy; the editor is told the address as soon as it is known.
    pub(super) fn start(&mut self, path: PathBuf, client: Client, shows: bool) -> Result<(), String> {
        self.0.retain_mut(|(_, child)| matches!(child.try_wait(), Ok(None)));
        if let Some(at) = self.0.iter().position(|(known, _)| *known == path) {
            let (_, mut child) = self.0.remove(at);
            end(&mut child);
        }
        let program = std::env::current_exe().map_err(|error| format!("cannot find the program: {error}"))?;
        let mut child = Command::new(program)
            .arg("preview")
            .arg(&path)
            .current_dir(path.parent().unwrap_or(&path))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(|error| format!("cannot start the preview: {error}"))?;
        if let Some(said) = child.stderr.take() {
            thread::spawn(move || {
                let mut told = false;
                for line in BufReader::new(said).lines().map_while(Result::ok) {
                    let address = line.split_whitespace().find(|word| word.starts_with("http://"));
                    match address.filter(|_| !told) {
                        Some(address) => {
                            told = true;
                            tell(&client, address, shows);
                        }
                        None => client.log(&line),
                    }
                }
            });
        }
        self.0.push((path, child));
        Ok(())
    }

    /// Ends every preview.
    pub(super) fn end(&mut self) {
        self.0.drain(..).for_each(|(_, mut child)| end(&mut child));
    }
}

fn end(child: &mut Child) {
    // One that has ended by itself is only waited for.
    let _ = child.kill();
    let _ = child.wait();
}

fn tell(client: &Client, address: &str, shows: bool) {
    if shows {
        client.request("window/showDocument", json!({ "uri": address, "external": true }));
    } else {
        client.notify("window/showMessage", json!({ "type": 3, "message": format!("preview at {address}") }));
    }
}
