/** The password of every user of Docker Hub and of Aliyun's registry; the host has it written down in /etc/docker/accounts. */
export const PASSWORD = 'huajuan';
